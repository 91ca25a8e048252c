using System.Runtime.CompilerServices;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>What a calculated shard left, read once and kept compressed: a thousand slips unpacked take as much room as all else together.</summary>
internal sealed class ShardFile(RoundPlan plan, BinaryData inputs, BinaryData slips)
{
    private Dictionary<string, PersonCard>? cards;
    private List<PersonNet>? nets;

    /// <summary>Of the round.</summary>
    public RoundPlan Plan => plan;

    /// <summary>Whom the slips pay, by person.</summary>
    public async ValueTask<IReadOnlyDictionary<string, PersonCard>> ReadCardsAsync(CancellationToken cancellationToken)
        => cards ??= await PayrollBlobs.CardsOf(PayrollBlobs.LinesAsync<CardLine>(inputs.ToStream(), cancellationToken), cancellationToken);

    /// <summary>What each slip comes to; without reading where the slips were read before.</summary>
    public async ValueTask<IReadOnlyList<PersonNet>> ReadNetsAsync(CancellationToken cancellationToken)
        => nets ??= await PayrollBlobs.LinesAsync<NetLine>(slips.ToStream(), cancellationToken)
            .Where(line => line.Slip is not null)
            .Select(line => new PersonNet(line.Person, line.Slip!.Net))
            .ToListAsync(cancellationToken);

    /// <summary>The slips themselves, one after the other.</summary>
    public async IAsyncEnumerable<(string Person, Payslip Slip)> ReadSlipsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<PersonNet> seen = [];
        await foreach (var line in PayrollBlobs.LinesAsync<SlipLine>(slips.ToStream(), cancellationToken))
        {
            if (line.Slip is { } slip)
            {
                seen.Add(new PersonNet(line.Person, new Money(slip.Net, slip.Currency)));
                yield return (line.Person, slip);
            }
        }

        nets = seen;
    }
}

/// <summary>What a person's slip comes to.</summary>
internal sealed record PersonNet(string Person, Money Amount);
