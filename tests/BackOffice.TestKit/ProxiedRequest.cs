namespace BackOffice.TestKit;

/// <summary>A request on its way to storage.</summary>
/// <param name="Service">blob, queue or table.</param>
/// <param name="Method">The verb; MERGE also where it travels as a POST with X-HTTP-Method.</param>
/// <param name="Target">Path and query as they were signed.</param>
/// <param name="Container">The container, queue or table; of a transaction the table of its first operation; empty for the account.</param>
/// <param name="Ordinal">Counts all requests of this proxy from 1.</param>
/// <param name="WriteOrdinal">Counts writes from 1; 0 is a read. A table transaction is one write.</param>
public sealed record ProxiedRequest(string Service, string Method, string Target, string Container, int Ordinal, int WriteOrdinal)
{
    public bool IsWrite => WriteOrdinal > 0;

    public bool IsTransaction => Target.EndsWith("/$batch", StringComparison.Ordinal);

    public override string ToString()
        => $"{(IsWrite ? $"write {WriteOrdinal}" : $"read (request {Ordinal})")}: {Service} {(IsTransaction ? "transaction" : Method)} {Container} {Target}";
}
