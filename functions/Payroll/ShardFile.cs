using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>What a calculated shard left, read once and kept compressed: a thousand slips unpacked take as much room as all else together.</summary>
internal sealed class ShardFile(RoundPlan plan, BinaryData inputs, BinaryData slips)
{
    private Dictionary<string, PersonCard>? cards;

    /// <summary>Of the round.</summary>
    public RoundPlan Plan => plan;

    /// <summary>Whom the slips pay, by person.</summary>
    public async ValueTask<IReadOnlyDictionary<string, PersonCard>> ReadCardsAsync(CancellationToken cancellationToken)
        => cards ??= await PayrollBlobs.CardsOf(PayrollBlobs.LinesAsync<CardLine>(inputs.ToStream(), cancellationToken), cancellationToken);

    /// <summary>The lines of the slips, whole or as much of them as is asked for.</summary>
    public IAsyncEnumerable<T> ReadSlipsAsync<T>(CancellationToken cancellationToken) => PayrollBlobs.LinesAsync<T>(slips.ToStream(), cancellationToken);
}
