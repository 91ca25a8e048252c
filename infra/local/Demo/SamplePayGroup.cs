namespace BackOffice.Demo;

/// <summary>A pay group of the sample company: who pays whom, when, and what its people must have led to.</summary>
internal sealed record SamplePayGroup(string Id, string Place, string Country, string Currency)
{
    public required string Employer { get; init; }

    public required string TaxId { get; init; }

    public required object Address { get; init; }

    public required string Iban { get; init; }

    /// <summary>From the first of the month.</summary>
    public required object PayDay { get; init; }

    /// <summary>Days off of the town.</summary>
    public IReadOnlyList<string> LocalDays { get; init; } = [];

    /// <summary>What creditors are called, by the code that orders name them with.</summary>
    public IReadOnlyDictionary<string, string> Payees { get; init; } = new Dictionary<string, string>();

    /// <summary>What is imported, in this order.</summary>
    public required IReadOnlyList<string> People { get; init; }

    /// <summary>What is dropped as a timesheet.</summary>
    public required string Hours { get; init; }

    /// <summary>What payslips and registers call the net.</summary>
    public required string NetWord { get; init; }

    /// <summary>Sick pay that was paid for the insurance is taken off what is owed to it; the Romanian fund pays it back on request.</summary>
    public bool SetsOffSickPay { get; init; } = true;

    /// <summary>Who is imported without an account, and the account that is found out then.</summary>
    public (string Person, string Iban)? Forgotten { get; init; }

    /// <summary>Whose money is kept back, and why.</summary>
    public (string Person, string Why)? Held { get; init; }

    /// <summary>The bank answers while the demo looks.</summary>
    public bool IsAnswered { get; init; }

    public static IReadOnlyList<SamplePayGroup> All { get; } =
    [
        new("milano", "Milano", "IT", "EUR")
        {
            Employer = "Acme S.r.l.",
            TaxId = "01234567897",
            Address = new { street = "Via Tortona", building = "31", postcode = "20144", town = "Milano", country = "IT" },
            Iban = "IT29V0542811101000000000001",
            PayDay = new { day = 27, roll = "preceding" },
            LocalDays = ["12-07"],
            Payees = new Dictionary<string, string> { ["credito-rapido"] = "Credito Rapido S.p.A." },
            People = ["milano-people.csv", "milano-elements.csv"],
            Hours = "milano-hours.csv",
            NetWord = "Netto in busta",
            IsAnswered = true,
        },
        new("bucuresti", "București", "RO", "RON")
        {
            Employer = "Acme România SRL",
            TaxId = "RO18547290",
            Address = new { street = "Calea Griviței", building = "84", postcode = "010735", town = "București", country = "RO" },
            Iban = "RO38AAAA0000000000000001",
            PayDay = new { months = 1, day = 10, roll = "preceding" },
            People = ["bucuresti-people.csv", "bucuresti-elements.csv"],
            Hours = "bucuresti-hours.csv",
            NetWord = "Rest de plată",
            SetsOffSickPay = false,
            Forgotten = ("b10", "RO87AAAA0000000000009110"),
        },
        new("warszawa", "Warszawa", "PL", "PLN")
        {
            Employer = "Acme Polska sp. z o.o.",
            TaxId = "5260250995",
            Address = new { street = "Prosta", building = "20", postcode = "00-850", town = "Warszawa", country = "PL" },
            Iban = "PL07109010140000000000000001",
            PayDay = new { workingDay = -1 },
            People = ["warszawa-people.json"],
            Hours = "warszawa-hours.csv",
            NetWord = "Do wypłaty",
            Held = ("w02", "The account is in doubt"),
        },
    ];
}
