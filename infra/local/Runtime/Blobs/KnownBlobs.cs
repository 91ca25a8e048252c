namespace BackOffice.LocalRuntime.Blobs;

/// <summary>
/// What one function has seen, so that a look at the container costs no request a blob: one entry for each blob version the
/// latest listing showed, by receipt key. Which receipts exist is read at start and reviewed now and then.
/// </summary>
internal sealed class KnownBlobs
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> underWay = new(StringComparer.Ordinal);
    private int sweep = 1;
    private int review = 1;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    public bool IsIdle
    {
        get
        {
            lock (gate)
            {
                return underWay.Count == 0;
            }
        }
    }

    /// <summary>Remembers that a blob is there, without starting anything.</summary>
    public void Note(string key)
    {
        lock (gate)
        {
            Seen(key);
        }
    }

    /// <summary>Takes a blob for its function; no blob is taken twice at a time, not even in two versions.</summary>
    /// <returns>The receipt that is known of, None for a new blob; null when there is nothing to do.</returns>
    public ReceiptState? Take(string name, string key)
    {
        lock (gate)
        {
            var entry = Seen(key);
            return entry.Receipt != ReceiptState.Complete && underWay.Add(name) ? entry.Receipt : null;
        }
    }

    /// <summary>The end of what <see cref="Take"/> began; only a complete receipt keeps the blob from being taken again.</summary>
    public void PutBack(string name, string key, ReceiptState receipt)
    {
        lock (gate)
        {
            underWay.Remove(name);
            if (entries.TryGetValue(key, out var entry))
            {
                entry.Receipt = receipt;
            }
        }
    }

    /// <summary>Forgets what the listing that just ended did not show.</summary>
    public void EndSweep()
    {
        lock (gate)
        {
            Forget(entry => entry.Sweep != sweep);
            sweep++;
        }
    }

    /// <summary>A receipt that the review came across.</summary>
    public void Review(string key, ReceiptState receipt)
    {
        lock (gate)
        {
            if (entries.TryGetValue(key, out var entry))
            {
                entry.Receipt = receipt;
                entry.Review = review;
            }
        }
    }

    /// <summary>Blobs without a receipt are new again.</summary>
    public void EndReview()
    {
        lock (gate)
        {
            Forget(entry => entry.Review != review);
            review++;
        }
    }

    private Entry Seen(string key)
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            entry = new Entry();
            entries.Add(key, entry);
        }

        entry.Sweep = sweep;
        return entry;
    }

    private void Forget(Predicate<Entry> isObsolete)
    {
        foreach (var (key, entry) in entries)
        {
            if (isObsolete(entry))
            {
                entries.Remove(key);
            }
        }
    }

    private sealed class Entry
    {
        public int Sweep { get; set; }

        public int Review { get; set; }

        public ReceiptState Receipt { get; set; }
    }
}
