namespace BackOffice.Payroll.Domain;

/// <summary>A sum that pay before this product, or at another payer, has left: what a year goes on from.</summary>
/// <param name="Name">As slips keep it.</param>
/// <param name="Meaning">What figure of the earlier payroll it is.</param>
public sealed record OpeningDefinition(string Name, string Meaning)
{
    /// <summary>It never starts anew, whatever year it is given with.</summary>
    public bool IsStanding { get; init; }

    /// <summary>One for each contract: a colon and the contract's id follow the name.</summary>
    public bool IsByContract { get; init; }

    /// <summary>Inclusive.</summary>
    public (decimal Least, decimal Most) Range { get; init; } = (0, 100_000_000);

    /// <summary>What every country keeps.</summary>
    public static IReadOnlyList<OpeningDefinition> Common { get; } =
    [
        new("accrual.13th", "Sum of the months' pay that count for the next 13th salary and are not paid with it yet.") { IsStanding = true, IsByContract = true },
        new("accrual.14th", "Sum of the months' pay that count for the next 14th salary and are not paid with it yet.") { IsStanding = true, IsByContract = true },
    ];

    public bool Names(string name)
        => IsByContract ? name.Length > Name.Length + 1 && name[Name.Length] == ':' && name.StartsWith(Name, StringComparison.Ordinal) : name == Name;
}
