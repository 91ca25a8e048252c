using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>
/// Allowances and charges, of the document and of its lines. BR-CO-05 to 08, that reason and code mean the same, cannot be judged by a
/// program; the official rules let everything pass there.
/// </summary>
internal static class AllowanceRules
{
    public static IReadOnlyList<Rule<EnDocument>> All { get; } =
    [
        EnRule.Each("BR-31", "BT-92", static groups => groups.Allowances, HasAmount),
        EnRule.Each("BR-32", "BT-95", static groups => groups.Allowances, HasCategory),
        EnRule.Each("BR-33", "BT-97", static groups => groups.Allowances, HasReason),
        EnRule.Each("BR-36", "BT-99", static groups => groups.Charges, HasAmount),
        EnRule.Each("BR-37", "BT-102", static groups => groups.Charges, HasCategory),
        EnRule.Each("BR-38", "BT-104", static groups => groups.Charges, HasReason),
        EnRule.Each("BR-41", "BT-136", static groups => groups.LineAllowances, HasAmount),
        EnRule.Each("BR-42", "BT-139", static groups => groups.LineAllowances, HasReason),
        EnRule.Each("BR-43", "BT-141", static groups => groups.LineCharges, HasAmount),
        EnRule.Each("BR-44", "BT-144", static groups => groups.LineCharges, HasReason),
        EnRule.Each("BR-CO-21", "BT-97", static groups => groups.Allowances, HasReason),
        EnRule.Each("BR-CO-22", "BT-104", static groups => groups.Charges, HasReason),
        EnRule.Each("BR-CO-23", "BT-139", static groups => groups.LineAllowances, HasReason),
        EnRule.Each("BR-CO-24", "BT-144", static groups => groups.LineCharges, HasReason),
    ];

    private static EnCondition HasAmount => EnRule.Given(static (terms, allowance) => terms.AllowanceAmount(allowance), "An allowance or charge has no amount.");

    private static EnCondition HasCategory => EnRule.Given(static (terms, allowance) => terms.AllowanceCategory(allowance), "An allowance or charge of the invoice has no VAT category.");

    private static EnCondition HasReason => EnRule.That(static (terms, allowance) => (terms.AllowanceReason(allowance) ?? terms.AllowanceReasonCode(allowance)) is not null, "An allowance or charge gives no reason, neither in words nor as a code.");
}
