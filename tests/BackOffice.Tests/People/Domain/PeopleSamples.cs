using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>People and groups that tests begin with.</summary>
internal static class PeopleSamples
{
    public const string Iban = "PL61109010140000071219812874";

    public static DateTimeOffset At(int year, int month, int day, int hour = 12) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);

    public static CountryRuleBook Rules { get; } = new(RulePacks.Read([]), [new Testland()]);

    public static ElementCatalog Elements { get; } = ShippedElements.Read();

    public static CheckFrame Checks { get; } = new("PL", Rules, Elements);

    public static PayGroup Group { get; } = new()
    {
        Id = "pl-staff",
        Country = "PL",
        Currency = Currency.Pln,
        Employer = new Employer("Acme sp. z o.o.", new StreetAddress("Prosta", "1", "00-001", "Warszawa", "PL"), "5260250274"),
        CostCentres = [new CostCentreShare("general", 1)],
        Facts = new Dictionary<string, string> { ["accident"] = "0.0167" },
    };

    /// <summary>Hired on a day, one contract for 6 000 a month, an account.</summary>
    public static PersonFile Hired(LocalDate on, decimal pay = 6_000) => PersonFile.Empty("p1").Record(
        [
            new EntryDraft { ValidFrom = on, Content = new EntryContent { Identity = new Identity { GivenName = "Anna", FamilyName = "Nowak", BornOn = new LocalDate(1990, 5, 1), Sex = Sex.Female } } },
            new EntryDraft { Key = "1", ValidFrom = on, Content = new EntryContent { Employment = new Employment { HiredOn = on } } },
            TermsOf("c1", on, pay),
            new EntryDraft { Key = "main", ValidFrom = on, Content = new EntryContent { Account = new BankAccount { Iban = Iban } } },
        ],
        By("hire", At(2025, 1, 1)));

    public static EntryDraft TermsOf(string contract, LocalDate from, decimal pay, decimal fte = 1, string? employment = null)
        => new() { Key = contract, ValidFrom = from, Content = new EntryContent { Terms = new Terms { MonthlyPay = pay, Fte = fte, Employment = employment } } };

    public static EntryDraft ElementOf(string key, LocalDate from, string code, decimal amount, Primitives.Period? once = null)
        => new() { Key = key, ValidFrom = from, Content = new EntryContent { Element = new ElementTerms { Code = code, Amount = amount, Once = once } } };

    public static EntryDraft EmploymentOf(string key, LocalDate hired, LocalDate? leaves)
        => new() { Key = key, ValidFrom = hired, Content = new EntryContent { Employment = new Employment { HiredOn = hired, LeavesOn = leaves } } };

    public static Scribe By(string source, DateTimeOffset at) => new("paola", at, "For a test", source);

    public static CaseFrame Frame(Primitives.Period period, PayRunKind kind = PayRunKind.Regular) => new()
    {
        Group = Group,
        Period = period,
        Kind = kind,
        PayDay = Group.PayDayOf(period),
        Month = WorkMonth.Of(period, Group.Calendar()),
        Elements = Elements,
        Rules = Rules,
    };

    /// <summary>Knows what a country wants to know, and nothing else: no slip is made of it.</summary>
    private sealed class Testland : ICountryRules
    {
        public string Country => "PL";

        public IReadOnlyList<FactDefinition> Facts { get; } =
        [
            new FactDefinition("pit2", FactKind.Flag, "The person declared PIT-2."),
            new FactDefinition("kup", FactKind.Word, "Costs.") { Words = ["basic", "raised"] },
            new FactDefinition("accident", FactKind.Number, "Rate of the employer."),
        ];

        public ICountryCalculation Prepare(RulePack pack) => throw new NotSupportedException("No slip is made here.");
    }
}
