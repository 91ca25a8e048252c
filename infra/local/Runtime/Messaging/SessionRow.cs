namespace BackOffice.LocalRuntime.Messaging;

/// <summary>How the state of a session lies in its row. The id may hold characters that no key may: its digest stands in the key.</summary>
internal sealed record SessionRow(string Key, string SessionId, string? Subscription)
{
    private const string Id = "SessionId";
    private const string State = "State";

    /// <returns>Null when there is no row and none is needed.</returns>
    public RowChange? Change(byte[]? before, byte[]? after)
    {
        if (after is null)
        {
            return before is null ? null : MessageRow.Delete(Key);
        }

        Dictionary<string, object> values = new() { [Id] = SessionId, [nameof(Subscription)] = Subscription ?? string.Empty };
        Chunks.Write(values, State, after);
        return new(before is null ? RowChangeKind.Insert : RowChangeKind.Replace, Key, values);
    }

    public static (string SessionId, string? Subscription, byte[] State) Read(StoredRow row)
        => ((string)row.Values[Id], row.Values[nameof(Subscription)] is string { Length: > 0 } subscription ? subscription : null, Chunks.Read(row.Values, State));
}
