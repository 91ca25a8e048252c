using System.Text.Json.Serialization;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>A question about pay.</summary>
/// <param name="Country">IT, RO, PL.</param>
/// <param name="On">A day of the month that is asked about.</param>
/// <param name="Gross">For the month; leave it out and give the net to ask for the gross.</param>
/// <param name="Net">Wished for.</param>
/// <param name="BornOn">Decides reliefs by age; 1985-01-01 when left out.</param>
/// <param name="Facts">As the country's rules name them: pit2, dep, region.</param>
internal sealed record WhatIfBody(
    string? Country,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate? On,
    decimal? Gross,
    decimal? Net,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate? BornOn,
    IReadOnlyDictionary<string, string>? Facts)
{
    // A net is looked for by many slips, each with all of them.
    private const int MostEntries = 50;

    /// <summary>Some reliefs and contributions depend on it.</summary>
    public Sex Sex { get; init; }

    /// <summary>Full time since the first of January of the year before when left out.</summary>
    public WhatIfTerms? Terms { get; init; }

    /// <summary>The family for whom reliefs are granted; 50 at most.</summary>
    public IReadOnlyList<Dependant>? Dependants { get; init; }

    /// <summary>What is paid or withheld beside the gross; 50 at most.</summary>
    public IReadOnlyList<WhatIfElement>? Elements { get; init; }

    /// <summary>Worked beside the ordinary ones; 50 at most. With them, absences or garnishments ask with a gross.</summary>
    public IReadOnlyList<WhatIfHours>? Hours { get; init; }

    /// <summary>Not worked; 50 at most.</summary>
    public IReadOnlyList<WhatIfAbsence>? Absences { get; init; }

    /// <summary>Orders to withhold for creditors; 50 at most.</summary>
    public IReadOnlyList<WhatIfGarnishment>? Garnishments { get; init; }

    /// <summary>Balances of the year before this month, by the names of opening balances: zus.base, irpef.base; nothing when left out, as for somebody who begins.</summary>
    public IReadOnlyDictionary<string, decimal>? YearToDate { get; init; }

    /// <summary>The same of the year before: irpef.income.</summary>
    public IReadOnlyDictionary<string, decimal>? LastYear { get; init; }

    /// <summary>The question; checked as what is written down of a person is.</summary>
    /// <exception cref="RefusedException">400 invalid-request; 422 no-slip with every problem.</exception>
    public WhatIfQuestion Checked(ElementCatalog catalog, CountryRuleBook rules)
    {
        var country = Country is { Length: 2 } ? Country : throw RefusedException.Invalid("Give the country as two capitals.");
        var on = On ?? throw RefusedException.Invalid("Give a day of the month that you ask about.");
        RefuseLists();
        var plain = new WhatIfQuestion { Country = country, On = on, Gross = Gross, Net = Net, BornOn = BornOn ?? new LocalDate(1985, 1, 1), Sex = Sex, Facts = Facts is null ? Domain.Facts.None : Domain.Facts.Of(Facts) };
        plain = plain with { Terms = Terms?.From(plain.Terms) ?? plain.Terms };
        if (rules.Find(country) is not { } law)
        {
            return plain; // its answer is that nobody knows the country
        }

        var problems = WhatIfCheck.ProblemsOf(this, plain, new CheckFrame(country, rules, catalog)).ToList();
        if (problems.Count > 0)
        {
            throw WhatIfApi.NoSlip(problems);
        }

        var time = WhatIfTime.Of(this, plain).Counted(WorkMonth.Of(Period.Of(on), new WorkingCalendar(country)), Facts ?? new Dictionary<string, string>());
        return plain with
        {
            Dependants = Dependants ?? [],
            Elements = [.. (Elements ?? []).Select(element => catalog.Find(element.Code, country, on)!.Given(element.Terms, country))],
            Hours = time.Hours,
            Absences = time.Absences,
            Garnishments = Orders(),
            Before = Balances.None.Over(Years(on.Year), law),
        };
    }

    /// <summary>What is said of this year and the last, by year.</summary>
    internal Dictionary<int, IReadOnlyDictionary<string, decimal>> Years(int year)
        => new[] { (Year: year, Said: YearToDate), (Year: year - 1, Said: LastYear) }.Where(entry => entry.Said is { Count: > 0 }).ToDictionary(entry => entry.Year, entry => entry.Said!);

    /// <summary>The orders as a case has them.</summary>
    internal IReadOnlyList<GarnishmentOrder> Orders() => [.. (Garnishments ?? []).Select((order, place) => order.At(place + 1))];

    private void RefuseLists()
    {
        Refuse(Dependants, "dependants");
        Refuse(Elements, "elements");
        Refuse(Hours, "hours");
        Refuse(Absences, "absences");
        Refuse(Garnishments, "garnishments");
    }

    private static void Refuse<T>(IReadOnlyList<T>? entries, string field)
        where T : class
    {
        if (entries?.Count > MostEntries || entries?.Any(entry => entry is null) == true)
        {
            throw RefusedException.Invalid($"Give {MostEntries} {field} at most, and none that is null.");
        }
    }
}

/// <summary>The terms of the one contract of a question; its pay is the gross.</summary>
internal sealed record WhatIfTerms
{
    /// <summary>The first of January of the year before when left out.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? HiredOn { get; init; }

    /// <summary>Last day, included.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? LeavesOn { get; init; }

    /// <summary>Share of full time, above 0 up to 1; the gross is that of the part time.</summary>
    public decimal Fte { get; init; } = 1;

    public decimal WeeklyHours { get; init; } = 40;

    public decimal DaysPerWeek { get; init; } = 5;

    /// <summary>12, 13 or 14.</summary>
    public int PaymentsPerYear { get; init; } = 12;

    /// <summary>How part of a month is paid; as the country's rules say when left out.</summary>
    public Proration? Proration { get; init; }

    public ContractSpell From(ContractSpell plain) => plain with
    {
        From = HiredOn ?? plain.From,
        To = LeavesOn,
        HiredOn = HiredOn ?? plain.HiredOn,
        LeavesOn = LeavesOn,
        Fte = Fte,
        WeeklyHours = WeeklyHours,
        DaysPerWeek = DaysPerWeek,
        PaymentsPerYear = PaymentsPerYear,
        Proration = Proration,
    };
}

/// <summary>A pay element of a question: an amount, or a quantity and a rate.</summary>
/// <param name="Code">Of the tenant's catalog, which knows where it counts: bonus, benefit.car.</param>
internal sealed record WhatIfElement(string Code, decimal? Amount = null, decimal? Quantity = null, decimal? Rate = null)
{
    [JsonIgnore]
    public ElementTerms Terms => new() { Code = Code, Amount = Amount, Quantity = Quantity, Rate = Rate };
}
