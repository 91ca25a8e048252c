using BackOffice.Closing.Domain;
using NodaTime;

namespace BackOffice.Ledger.Domain;

/// <summary>What an entry says of itself, beside its lines.</summary>
public sealed record JournalHeader
{
    /// <summary>Chosen by who posts, and the same each time: 1 to 100 of a-z, 0-9, '-', '.'; no name of a person. It is posted once, for ever.</summary>
    public required string Id { get; init; }

    public required string Tenant { get; init; }

    public required LedgerName Ledger { get; init; }

    /// <summary>The posting day; its month has to be open, and its year has the number.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>The month it is about; an earlier one than that of the day when it came after the close.</summary>
    public required Period Period { get; init; }

    /// <summary>For people, 1 to 200 characters, without their names.</summary>
    public required string Description { get; init; }

    /// <summary>The run or document it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The version of the rules that made the figures; null when no rules did.</summary>
    public string? Rules { get; init; }

    /// <summary>The entry that this one takes back; null for every other.</summary>
    public string? Reverses { get; init; }
}
