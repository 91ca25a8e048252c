using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>What an entry says: exactly one of these is there.</summary>
public sealed record EntryContent
{
    private static readonly JsonSerializerOptions Plain = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public Identity? Identity { get; init; }

    public Employment? Employment { get; init; }

    public Terms? Terms { get; init; }

    /// <summary>By name, as the country's rules define them. The sheets of several keys are read together.</summary>
    public IReadOnlyDictionary<string, string>? Facts { get; init; }

    public ElementTerms? Element { get; init; }

    public Dependant? Dependant { get; init; }

    public BankAccount? Account { get; init; }

    public GarnishmentOrder? Garnishment { get; init; }

    /// <summary>Balances of a year by name, as the country's rules define them: what was earned and withheld elsewhere, and no slip of ours counted.</summary>
    public IReadOnlyDictionary<string, decimal>? Opening { get; init; }

    /// <summary>The kind of the one that is there; null when none is, or several are.</summary>
    [JsonIgnore]
    public EntryKind? Kind => Said() is [var only] ? only : null;

    /// <summary>Whether both say the same, to the last value of every list.</summary>
    public bool Says(EntryContent? other) => other is not null && JsonSerializer.Serialize(this, Plain) == JsonSerializer.Serialize(other, Plain);

    private List<EntryKind> Said()
    {
        List<EntryKind> kinds = [];
        foreach (var (kind, value) in new (EntryKind, object?)[]
        {
            (EntryKind.Identity, Identity), (EntryKind.Employment, Employment), (EntryKind.Terms, Terms), (EntryKind.Facts, Facts),
            (EntryKind.Element, Element), (EntryKind.Dependant, Dependant), (EntryKind.Account, Account), (EntryKind.Garnishment, Garnishment), (EntryKind.Opening, Opening),
        })
        {
            if (value is not null)
            {
                kinds.Add(kind);
            }
        }

        return kinds;
    }
}

/// <summary>Who somebody is.</summary>
public sealed record Identity
{
    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate BornOn { get; init; }

    public Sex Sex { get; init; }

    /// <summary>The personal number of the group's country: codice fiscale, CNP, PESEL (or NIP).</summary>
    public string? TaxId { get; init; }

    public StreetAddress? Address { get; init; }

    /// <summary>Of the payslip: it, ro, pl or en; null as the country speaks.</summary>
    public string? Language { get; init; }

    /// <summary>The id in the directory of recipients, which knows the e-mail address; null when nothing is sent.</summary>
    public string? Recipient { get; init; }
}

/// <summary>An address in the parts that payment orders ask for.</summary>
/// <param name="Country">ISO 3166 alpha-2.</param>
public sealed record StreetAddress(string? Street, string? Building, string? Postcode, string? Town, string? Country);

/// <summary>From hiring to leaving, whatever the terms.</summary>
public sealed record Employment
{
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate HiredOn { get; init; }

    /// <summary>Last day, included; null while no end is known.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? LeavesOn { get; init; }

    public bool Covers(LocalDate day) => HiredOn <= day && (LeavesOn is not { } last || day <= last);
}

/// <summary>The terms of a contract while the entry holds.</summary>
public sealed record Terms
{
    /// <summary>The key of the employment it belongs to; null when it is the one of the first day. Terms end with their employment and never come back with another.</summary>
    public string? Employment { get; init; }

    /// <summary>For a whole month at these terms; null when paid by the hour.</summary>
    public decimal? MonthlyPay { get; init; }

    public decimal? HourlyPay { get; init; }

    /// <summary>ISO 4217 code of the pay; null for the group's. Pay in another one is converted by the group's rate of the pay day; without a rate there is no slip.</summary>
    public string? Currency { get; init; }

    /// <summary>Share of full time, above 0 up to 1.</summary>
    public decimal Fte { get; init; } = 1;

    public decimal WeeklyHours { get; init; } = 40;

    public decimal DaysPerWeek { get; init; } = 5;

    /// <summary>12, 13 or 14.</summary>
    public int PaymentsPerYear { get; init; } = 12;

    public Proration? Proration { get; init; }

    /// <summary>What the person works as, as the payslip says it: mansione, funcție, stanowisko.</summary>
    public string? Position { get; init; }

    /// <summary>Level of the collective agreement or pay scale: livello, treaptă, kategoria zaszeregowania.</summary>
    public string? Grade { get; init; }

    /// <summary>Over those of the person.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Empty for those of the group.</summary>
    public IReadOnlyList<CostCentreShare> CostCentres { get; init; } = [];
}

/// <summary>A pay element of a person: every month while it holds, or once.</summary>
public sealed record ElementTerms
{
    /// <summary>Of the element catalog; it knows the kind, the treatments and whether it is prorated.</summary>
    public required string Code { get; init; }

    public decimal? Amount { get; init; }

    public decimal? Quantity { get; init; }

    public decimal? Rate { get; init; }

    public string? Contract { get; init; }

    public string? Reference { get; init; }

    /// <summary>Paid once, in this month; null when paid every month while the entry holds.</summary>
    public Period? Once { get; init; }

    /// <summary>The run that pays what is paid once; regular when not said.</summary>
    public PayRunKind? Run { get; init; }

    /// <summary>The earlier month that it corrects.</summary>
    public Period? For { get; init; }
}

/// <summary>Where the net is paid.</summary>
public sealed record BankAccount
{
    public required string Iban { get; init; }

    /// <summary>Null when it is the person.</summary>
    public string? Holder { get; init; }

    public string? Bic { get; init; }
}
