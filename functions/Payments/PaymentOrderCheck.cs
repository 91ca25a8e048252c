using BackOffice.Payments.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payments;

/// <summary>Whether an order can be opened as it is asked for.</summary>
internal static class PaymentOrderCheck
{
    public static (PaymentRefusal Refusal, string Detail)? ProblemOf(PaymentOrderRequest request, PaymentRules rules)
    {
        var terms = request.Terms;
        var bankDay = rules.BankDayOnOrAfter(terms.ExecutionDate, terms.Currency);
        return !PaymentKeys.CanBeOrderId(request.Order.OrderId) ? (PaymentRefusal.Unfit, "The name of an order is 1 to 100 of letters, digits, '-', '_' and '.'.")
            : !IsFit(terms) ? (PaymentRefusal.FormatUnfit, $"{terms.Format} does not pay {terms.Currency} from an account of {terms.Debtor.Account.Country}.")
            : bankDay != terms.ExecutionDate ? (PaymentRefusal.NotABankDay, $"Banks do not settle {terms.Currency} on that day; the next one is {NodaTime.Text.LocalDatePattern.Iso.Format(bankDay)}.")
            : DebtorProblem(terms, rules) is { } problem ? (PaymentRefusal.DebtorUnfit, $"The paying side: {problem}.")
            : null;
    }

    private static bool IsFit(PaymentOrderTerms terms) => terms.Format switch
    {
        PaymentFormat.Pain00100109 or PaymentFormat.Pain00100103 => terms.Currency == Currency.Eur,
        PaymentFormat.RonCsv => terms.Currency == Currency.Ron && terms.Debtor.Account.Country == "RO",
        PaymentFormat.PlnCsv => terms.Currency == Currency.Pln && terms.Debtor.Account.Country == "PL",
        _ => false,
    };

    private static PayableProblem? DebtorProblem(PaymentOrderTerms terms, PaymentRules rules)
        => PaymentText.NameOf(terms.Debtor.Name, terms.Format).IsEmpty ? PayableProblem.NameEmpty
            : terms.Debtor.Bic is { } bic && !Bic.Read(bic).IsValid ? PayableProblem.BicUnfit
            : terms.IsSepa && !rules.IsInSepaArea(terms.Debtor.Account) ? PayableProblem.AccountOutsideSepa
            : PayableCheck.AddressProblem(terms.Debtor.Address, terms, (rules, terms.ExecutionDate));
}
