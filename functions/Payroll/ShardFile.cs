using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>What a calculated shard left, read once and kept compressed: a thousand slips unpacked take as much room as all else together.</summary>
/// <param name="Plan">Of the round.</param>
/// <param name="Inputs">What the slips were made of.</param>
/// <param name="Slips">What came out.</param>
internal sealed record ShardFile(RoundPlan Plan, BinaryData Inputs, BinaryData Slips)
{
    /// <summary>Whom the slips pay, by person.</summary>
    public ValueTask<Dictionary<string, PersonCard>> ReadCardsAsync(CancellationToken cancellationToken)
        => PayrollBlobs.CardsOf(PayrollBlobs.LinesAsync<CardLine>(Inputs.ToStream(), cancellationToken), cancellationToken);

    /// <summary>The lines of the slips, whole or as much of them as is asked for.</summary>
    public IAsyncEnumerable<T> ReadSlipsAsync<T>(CancellationToken cancellationToken) => PayrollBlobs.LinesAsync<T>(Slips.ToStream(), cancellationToken);
}
