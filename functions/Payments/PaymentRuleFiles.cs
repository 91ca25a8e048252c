using BackOffice.Payments.Domain;

namespace BackOffice.Payments;

/// <summary>The rules of payment schemes that come with the program.</summary>
internal static class PaymentRuleFiles
{
    private const string Name = "payments/rules/payments.json";

    public static PaymentRules Read()
    {
        using var reader = new StreamReader(typeof(PaymentRuleFiles).Assembly.GetManifestResourceStream(Name) ?? throw new InvalidOperationException($"{Name} is missing."));
        return PaymentRules.Read(reader.ReadToEnd());
    }
}
