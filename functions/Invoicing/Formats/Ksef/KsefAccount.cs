using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>RachunekBankowy: an account to pay to.</summary>
internal sealed record KsefAccount
{
    public static KsefMap<KsefAccount> Map { get; } = new KsefMap<KsefAccount>()
        .Code("NrRB", account => account.Number, (account, number) => account with { Number = number }, IsNumber)
        .Code("SWIFT", account => account.Swift, (account, bic) => account with { Swift = bic }, IsBic)
        .Whole("RachunekWlasnyBanku", account => account.OwnOfBank, (account, kind) => account with { OwnOfBank = kind }, 1, 3)
        .Text("NazwaBanku", account => account.Bank, (account, bank) => account with { Bank = bank })
        .Text("OpisRachunku", account => account.Description, (account, text) => account with { Description = text });

    public string Number { get; init; } = "";

    public string? Swift { get; init; }

    public int? OwnOfBank { get; init; }

    public string? Bank { get; init; }

    public string? Description { get; init; }

    /// <summary>Those that FA(3) can hold: a number that is too short or too long for it is left out, as any other value.</summary>
    public static IEnumerable<KsefAccount> Of(Invoice invoice, bool ofFactor)
        => invoice.Payments.SelectMany(payment => payment.Accounts).Where(account => (account.Poland?.IsOfFactor == true) == ofFactor && IsNumber(account.Id)).Select(account => new KsefAccount
        {
            Number = account.Id,
            Swift = account.Bic,
            OwnOfBank = account.Poland?.OwnAccountOfBank,
            Bank = account.Poland?.Bank,
            Description = account.Poland?.Description,
        });

    public static Invoice Add(Invoice invoice, IReadOnlyList<KsefAccount> accounts, bool ofFactor)
        => KsefPaymentForms.WithMeans(invoice, means => means with { Accounts = [.. means.Accounts, .. accounts.Select(account => account.ToCredit(ofFactor))] });

    private CreditAccount ToCredit(bool ofFactor)
        => new(Number, Name: null, Swift)
        {
            Poland = ofFactor || OwnOfBank is not null || Bank is not null || Description is not null
                ? new PolishAccount { IsOfFactor = ofFactor, OwnAccountOfBank = OwnOfBank, Bank = Bank, Description = Description }
                : null,
        };

    private static bool IsNumber(string text) => KsefSink.Fit(text, int.MaxValue) == text && text.Length is >= 10 and <= 34;

    private static bool IsBic(string text)
        => text.Length is 8 or 11 && text.AsSpan(0, 6).IndexOfAnyExceptInRange('A', 'Z') < 0 && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));
}
