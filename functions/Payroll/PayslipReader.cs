using Azure;

namespace BackOffice.Payroll;

/// <summary>Reads published payslips.</summary>
public sealed class PayslipReader(PayrollBlobs blobs)
{
    /// <summary>The first read of a bundle: the index of a thousand people, and in a small run the pages too.</summary>
    internal const int FirstRead = 96 * 1024;

    /// <summary>The page of a person by two ranged reads, in a small run by one; null when there is none, or it is not published.</summary>
    /// <exception cref="InvalidDataException">What is stored is damaged.</exception>
    internal async Task<string?> FindAsync(RunRow run, string person, CancellationToken cancellationToken)
    {
        if (run.Round == 0 || await blobs.FindPlanAsync(run.Current, cancellationToken) is not { } plan)
        {
            return null;
        }

        var number = plan.Shards.TakeWhile(shard => !shard.Holds(person)).Count() + 1;
        var name = PayrollKeys.PayslipBlob(run.Current, number);
        if (number > plan.Shards.Count || await ReadStartAsync(name, cancellationToken) is not { } start)
        {
            return null;
        }

        var index = PayslipBundle.ReadIndex(start);
        return index.Find(person) is { } leaf ? PayslipBundle.Open(leaf, person, await ReadAsync(name, start, (index.OffsetOf(leaf), leaf.Length), cancellationToken)) : null;
    }

    /// <summary>A bundle from its beginning, its index whole; null when there is none.</summary>
    private async Task<byte[]?> ReadStartAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, new HttpRange(0, FirstRead), cancellationToken) is not { } start)
        {
            return null;
        }

        var end = PayslipBundle.LeavesBegin(start);
        return end <= start.Length ? start : [.. start, .. await ReadAsync(name, start, (start.Length, end - start.Length), cancellationToken)];
    }

    private async Task<byte[]> ReadAsync(string name, byte[] start, (long Offset, int Length) part, CancellationToken cancellationToken)
        => part.Offset + part.Length <= start.Length ? start[(int)part.Offset..((int)part.Offset + part.Length)]
            : await FindAsync(name, new HttpRange(part.Offset, part.Length), cancellationToken) ?? throw new InvalidDataException($"{name} is gone.");

    private async Task<byte[]?> FindAsync(string name, HttpRange range, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await blobs.OpenAsync(name, range, cancellationToken);
            return content is null ? null : (await BinaryData.FromStreamAsync(content, cancellationToken)).ToArray();
        }
        catch (RequestFailedException beyond) when (beyond.Status == 416)
        {
            throw new InvalidDataException($"{name} is cut off.", beyond);
        }
    }
}
