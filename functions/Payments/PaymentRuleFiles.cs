using BackOffice.Payments.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payments;

/// <summary>The rules of payment schemes that come with the program.</summary>
internal static class PaymentRuleFiles
{
    public static PaymentRules Read() => PaymentRules.Read(ShippedFiles.Read("payments/rules/payments.json"));
}
