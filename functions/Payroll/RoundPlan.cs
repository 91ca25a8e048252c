using System.Text.Json.Serialization;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Who is in a round and what it is calculated from: written once when the round begins, and never looked up again.</summary>
internal sealed record RoundPlan
{
    public required string Group { get; init; }

    public required Period Period { get; init; }

    public required PayRunKind Kind { get; init; }

    public required LocalDate PayDay { get; init; }

    /// <summary>What was said until this instant counts.</summary>
    public required DateTimeOffset KnownAt { get; init; }

    /// <summary>The version of the rules.</summary>
    public required string Rules { get; init; }

    /// <summary>What it takes back; null when it pays people itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReversedPlan? Reverses { get; init; }

    /// <summary>The newest run of the group that was posted before; empty when none was.</summary>
    public required string ChainTip { get; init; }

    /// <summary>The runs of the group that were posted before and not taken back as a whole, oldest first.</summary>
    public required IReadOnlyList<ChainLink> Posted { get; init; }

    /// <summary>How many nets of the group had never arrived, after they were taken back: those with greater numbers wait for the next slip.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int LateReturns { get; init; }

    /// <summary>The pay elements of the group's country, as they were defined.</summary>
    public required IReadOnlyList<PayElementDefinition> Elements { get; init; }

    /// <summary>What of the group became known to have been otherwise in paid months, and no run has looked at since; null when nothing did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<GroupNews>? GroupNews { get; init; }

    /// <summary>The only people it is for; null for the whole group.</summary>
    public ISet<string>? Only { get; init; }

    /// <summary>The only people who are read and calculated anew; null for everybody.</summary>
    public ISet<string>? Renewed { get; init; }

    /// <summary>People who are left out.</summary>
    public required ISet<string> Excluded { get; init; }

    public required IReadOnlyList<ShardPlan> Shards { get; init; }
}

/// <summary>The posted round that a reversal takes back.</summary>
/// <param name="Round">Its slips.</param>
/// <param name="MonthlyRecovery">Of each person a month at most; 0 for as much as the law allows.</param>
internal sealed record ReversedPlan(RunRound Round, decimal MonthlyRecovery)
{
    /// <summary>Which payments of that round held their debts when the reversal was planned: the same later, and nobody's money has moved.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HeldDigest { get; init; }
}

/// <summary>One shard of a round.</summary>
/// <param name="First">The id of its first person.</param>
/// <param name="Last">The id of its last person, included.</param>
internal sealed record ShardPlan(string First, string Last)
{
    /// <summary>Slips of posted runs whose closing balances these people begin with, in the order in which they count: a later one replaces an earlier one.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The round that read these people last; null when it is this one.</summary>
    public int? CarriedFrom { get; init; }

    public bool Overlaps(ShardPlan other) => string.CompareOrdinal(First, other.Last) <= 0 && string.CompareOrdinal(other.First, Last) <= 0;

    public bool Holds(string person) => string.CompareOrdinal(First, person) <= 0 && string.CompareOrdinal(person, Last) <= 0;
}

/// <summary>One person as a round knows him: the proof of what the slip was made from.</summary>
internal sealed record InputLine
{
    public required string Person { get; init; }

    /// <summary>The round that read the person.</summary>
    public required int Round { get; init; }

    /// <summary>Null with problems, and for people whom the run does not concern.</summary>
    public PayCase? Case { get; init; }

    public IReadOnlyList<PayProblem> Problems { get; init; } = [];

    /// <summary>The slip that is taken back; its case is beside it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReversalRequest? Reversed { get; init; }

    /// <summary>What the slip before left.</summary>
    public required Balances Before { get; init; }

    /// <summary>Who is paid where, and what the payslip calls him; null without a case.</summary>
    public PersonCard? Card { get; init; }

    [JsonIgnore]
    public bool IsConcerned => Case is not null || Problems.Count > 0;
}

/// <summary>A person as payment order and payslip name him, frozen with the round.</summary>
internal sealed record PersonCard
{
    public required string Name { get; init; }

    public required string Language { get; init; }

    public string? TaxId { get; init; }

    public StreetAddress? Address { get; init; }

    public LocalDate? HiredOn { get; init; }

    /// <summary>The last day, where the employment ends in the month or before.</summary>
    public LocalDate? LeftOn { get; init; }

    /// <summary>Of the contracts of the month, one after the other.</summary>
    public string? Position { get; init; }

    public string? Grade { get; init; }

    /// <summary>Null where the slip does not pay the month's time.</summary>
    public SlipHours? Hours { get; init; }

    /// <summary>Whom the account belongs to, where that is somebody else.</summary>
    public string? Holder { get; init; }

    public required string Iban { get; init; }

    public string? Bic { get; init; }

    /// <summary>The id in the directory of recipients; null when nothing is sent.</summary>
    public string? Recipient { get; init; }
}

/// <summary>One person as a round left him.</summary>
internal sealed record SlipLine
{
    public required string Person { get; init; }

    /// <summary>Null with problems, and for people whom the run does not concern.</summary>
    public Payslip? Slip { get; init; }

    public IReadOnlyList<PayProblem> Problems { get; init; } = [];

    /// <summary>What the next slip begins with; carried on where there is none in this run.</summary>
    public required Balances Closing { get; init; }
}

/// <summary>Only of an input line whose slip is taken back, whether it was paid.</summary>
internal sealed record ReversedLine(string Person, ReversedWhen? Reversed);

/// <summary>What the round knew of a slip that it takes back.</summary>
internal sealed record ReversedWhen(bool WasPaid);

/// <summary>Only whom an input line pays.</summary>
internal sealed record CardLine(string Person, PersonCard? Card);

/// <summary>Only what a slip line pays; null without a slip.</summary>
internal sealed record NetLine(string Person, NetSlip? Slip);

/// <summary>The amounts of a slip without the sums behind them, which are most of it.</summary>
internal sealed record NetSlip(Currency Currency, IReadOnlyList<NetAmount> Lines)
{
    public Money Net => new(NetAmount.Sum(Lines), Currency);
}

/// <summary>Only what a list shows of a slip line.</summary>
internal sealed record GlanceLine(string Person, GlanceSlip? Slip, IReadOnlyList<PayProblem> Problems, Balances Closing);

/// <summary>A slip without the sums behind it.</summary>
internal sealed record GlanceSlip(Currency Currency, IReadOnlyList<NetAmount> Lines, IReadOnlyList<PayAlert> Alerts)
{
    [JsonIgnore]
    public decimal Gross => Lines.Sum(line => line.Kind == PayLineKind.Earning ? line.Amount : 0);

    [JsonIgnore]
    public decimal Net => NetAmount.Sum(Lines);
}

/// <summary>Only what the next run needs of a slip line.</summary>
internal sealed record ClosingLine(string Person, Balances Closing);
