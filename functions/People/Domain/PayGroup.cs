using BackOffice.Ledger.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>People who are paid together by one employer, in one country and currency.</summary>
public sealed record PayGroup
{
    /// <summary>2 to 32 of a-z, 0-9 and '-', beginning with a letter.</summary>
    public required string Id { get; init; }

    /// <summary>ISO 3166 alpha-2; it chooses the rules.</summary>
    public required string Country { get; init; }

    public required Currency Currency { get; init; }

    public required Employer Employer { get; init; }

    /// <summary>The accounts that salaries are paid from, the usual one first.</summary>
    public IReadOnlyList<DebtorAccount> Accounts { get; init; } = [];

    /// <summary>When salaries are paid, from the first of the month; the last working day when not said.</summary>
    public DayRule PayDay { get; init; } = DayRule.OnWorkingDay(-1);

    /// <summary>Days off of the place of work beside the country's: 12-07 for every year, 2026-05-02 for one.</summary>
    public IReadOnlyList<string> LocalDays { get; init; } = [];

    /// <summary>What the country's rules want to know of the employer: rates, funds.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Who bears the cost of contracts that name nobody.</summary>
    public IReadOnlyList<CostCentreShare> CostCentres { get; init; } = [];

    /// <summary>Accounts of the employer's own chart, by the number of the default one that each replaces; empty for all defaults of the country.</summary>
    public IReadOnlyDictionary<string, OwnAccount> PostingAccounts { get; init; } = new Dictionary<string, OwnAccount>();

    /// <summary>What creditors and funds are called, by the code that orders and facts name them with; by the rule of the due where it names no party.</summary>
    public IReadOnlyDictionary<string, string> Payees { get; init; } = new Dictionary<string, string>();

    /// <summary>The payroll register it keeps: libro-unico, stat-de-salarii, lista-plac; null as the country's.</summary>
    public string? Register { get; init; }

    /// <summary>For contracts whose pay is agreed in another currency; of each the newest by the pay day counts.</summary>
    public IReadOnlyList<ExchangeRate> Rates { get; init; } = [];

    /// <summary>Working days and holidays where these people work; weekends only where the country's holidays are not known.</summary>
    public WorkingCalendar Calendar()
        => new(
            PublicHolidays.Countries.Contains(Country) ? Country : null,
            LocalDays.Where(text => AnnualDateJsonConverter.TryParse(text, out _)).Select(text => AnnualDateJsonConverter.TryParse(text, out var day) ? day : default),
            LocalDays.Select(text => NodaTime.Text.LocalDatePattern.Iso.Parse(text)).Where(day => day.Success).Select(day => day.Value));

    public LocalDate PayDayOf(Period period) => PayDay.In(period, Calendar());

    /// <summary>The newest rate of a currency by a pay day; null when there is none that is young enough.</summary>
    public ExchangeRate? RateOn(string currency, LocalDate payDay)
        => Rates.Where(rate => rate.Currency == currency && rate.IsGoodOn(payDay)).MaxBy(rate => rate.Day);

    /// <summary>With a rate, in the place of one of the same currency and day.</summary>
    public PayGroup With(ExchangeRate rate)
        => this with { Rates = [.. Rates.Where(other => other.Currency != rate.Currency || other.Day != rate.Day).Append(rate).OrderBy(one => one.Day).ThenBy(one => one.Currency, StringComparer.Ordinal)] };
}

/// <summary>Who pays.</summary>
/// <param name="TaxId">Codice fiscale or partita IVA, CUI, NIP.</param>
public sealed record Employer(string Name, StreetAddress Address, string TaxId);

/// <summary>An account that salaries are paid from.</summary>
public sealed record DebtorAccount(string Iban, string? Bic = null);
