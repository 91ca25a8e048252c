using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payments.Domain;

/// <summary>Why a debt is not ordered, or what the bank will not see of it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PayableProblem>))]
public enum PayableProblem
{
    /// <summary>A live order has it: its id is told.</summary>
    AlreadyOrdered,

    /// <summary>There is no account.</summary>
    AccountMissing,

    /// <summary>A SEPA credit transfer does not reach the country of the account.</summary>
    AccountOutsideSepa,

    /// <summary>A domestic order goes to accounts of the country only.</summary>
    AccountNotDomestic,

    /// <summary>No letter of the name can be written in the bank's characters.</summary>
    NameEmpty,

    /// <summary>Not more than zero, a fraction of a minor unit, or more than a file takes.</summary>
    AmountUnfit,

    /// <summary>Another currency than the order's.</summary>
    CurrencyUnfit,

    /// <summary>Lines only, and the day from which that is refused has come.</summary>
    AddressUnstructured,

    /// <summary>Neither structured nor hybrid nor lines only.</summary>
    AddressIncomplete,

    /// <summary>Not a reference by ISO 11649.</summary>
    ReferenceUnfit,

    /// <summary>Not a code by ISO 9362.</summary>
    BicUnfit,

    /// <summary>Only a notice: the name is longer than the bank takes and was cut.</summary>
    NameCut,

    /// <summary>Only a notice: the text is longer than the bank takes and was cut.</summary>
    RemittanceCut,
}

/// <summary>Whether a debt can stand in an order.</summary>
internal static class PayableCheck
{
    /// <summary>EPC SCT rulebook: an amount is 0.01 to 999 999 999.99.</summary>
    private const decimal MostAmount = 999_999_999.99m;

    /// <summary>What is wrong with it; nothing when it can be ordered.</summary>
    public static PayableProblem? ProblemOf(Payable payable, PaymentOrderTerms terms, (PaymentRules Rules, LocalDate Built) at)
        => AmountProblem(payable.Amount, terms) ?? AccountProblem(payable.Creditor.Account, terms, at.Rules)
            ?? NameProblem(payable.Creditor, terms) ?? AddressProblem(payable.Creditor.Address, terms, at)
            ?? (terms.IsSepa && payable.Reference is { } reference && !CreditorReference.Read(reference).IsValid ? PayableProblem.ReferenceUnfit : null);

    /// <summary>What the bank will not see of it.</summary>
    public static IReadOnlyList<PayableProblem> NoticesOf(Payable payable, PaymentFormat format)
    {
        List<PayableProblem> notices = [];
        if (PaymentText.NameOf(payable.Creditor.Name, format).IsCut)
        {
            notices.Add(PayableProblem.NameCut);
        }

        if (payable.Reference is null && PaymentText.RemittanceOf(payable.Remittance, format).IsCut)
        {
            notices.Add(PayableProblem.RemittanceCut);
        }

        return notices;
    }

    /// <summary>The same for whoever pays; structured addresses are for both sides.</summary>
    public static PayableProblem? AddressProblem(PostalAddress? address, PaymentOrderTerms terms, (PaymentRules Rules, LocalDate Built) at) => address?.Form switch
    {
        AddressForm.Incomplete => PayableProblem.AddressIncomplete,
        AddressForm.Unstructured when terms.IsSepa && at.Rules.RefusesUnstructuredAddress(at.Built, terms.ExecutionDate) => PayableProblem.AddressUnstructured,
        _ => null,
    };

    private static PayableProblem? AmountProblem(Money amount, PaymentOrderTerms terms)
        => amount.Currency != terms.Currency ? PayableProblem.CurrencyUnfit
            : amount.Amount <= 0 || amount.Amount > MostAmount || amount.Amount % amount.Currency.MinorUnit != 0 ? PayableProblem.AmountUnfit
            : null;

    private static PayableProblem? AccountProblem(Iban? account, PaymentOrderTerms terms, PaymentRules rules)
        => account is null ? PayableProblem.AccountMissing
            : terms.IsSepa ? rules.IsInSepaArea(account) ? null : PayableProblem.AccountOutsideSepa
            : account.Country == terms.Debtor.Account.Country ? null : PayableProblem.AccountNotDomestic;

    private static PayableProblem? NameProblem(Creditor creditor, PaymentOrderTerms terms)
        => PaymentText.NameOf(creditor.Name, terms.Format).IsEmpty ? PayableProblem.NameEmpty
            : creditor.Bic is not null && !Bic.Read(creditor.Bic).IsValid ? PayableProblem.BicUnfit
            : null;
}
