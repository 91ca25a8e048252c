using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The lines of an invoice and their items.</summary>
internal static class LineRules
{
    public static IReadOnlyList<Rule<EnDocument>> All { get; } =
    [
        EnRule.Each("BR-21", "BT-126", static groups => groups.Lines, EnRule.Filled(static (terms, line) => terms.LineId(line), "A line has no identifier.")),
        EnRule.Each("BR-22", "BT-129", static groups => groups.Lines, EnRule.Given(static (terms, line) => terms.Quantity(line), "A line has no quantity.")),
        EnRule.Each("BR-23", "BT-130", static groups => groups.Lines, EnRule.That(static (terms, line) => terms.Quantity(line)?.Attribute("unitCode") is not null, "The quantity of a line has no unit.")),
        EnRule.Each("BR-24", "BT-131", static groups => groups.Lines, EnRule.Given(static (terms, line) => terms.LineAmount(line), "A line has no net amount.")),
        EnRule.Each("BR-25", "BT-153", static groups => groups.Lines, EnRule.Filled(static (terms, line) => terms.ItemName(line), "The item of a line has no name.")),
        EnRule.Each("BR-26", "BT-146", static groups => groups.Lines, EnRule.Given(static (terms, line) => terms.NetPrice(line), "The item of a line has no net price.")),
        EnRule.Each("BR-27", "BT-146", static groups => groups.Lines, static (invoice, line, report) => CheckNotNegative(invoice.Terms.NetPrice(line), line, report)),
        EnRule.Each("BR-28", "BT-148", static groups => groups.Lines, GrossPriceIsNotNegative),
        EnRule.Each("BR-54", "BG-32", static groups => groups.ItemAttributes, EnRule.That(static (terms, attribute) => terms.AttributeName(attribute) is not null && terms.AttributeValue(attribute) is not null, "An attribute of an item has no name or no value.")),
        EnRule.Each("BR-CO-04", "BT-151", static groups => groups.Lines, EnRule.Given(static (terms, line) => terms.LineCategory(line), "A line has no VAT category.")),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Ubl { get; } =
    [
        EnRule.Each("BR-64", "BT-157", static groups => groups.StandardItemIds, EnRule.That(static (_, id) => id.Attribute("schemeID") is not null, "The standard identifier of an item does not say of which scheme it is.")),
        EnRule.Each("BR-65", "BT-158", static groups => groups.ItemClasses, EnRule.That(static (_, code) => code.Attribute("listID") is not null, "The classification of an item does not say of which scheme it is.")),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Cii { get; } =
    [
        EnRule.Each("BR-64", "BT-157", static groups => groups.StandardItemIds, EnRule.That(static (_, id) => !string.IsNullOrWhiteSpace(id.Attribute("schemeID")), "The standard identifier of an item does not say of which scheme it is.")),
        EnRule.Each("BR-65", "BT-158", static groups => groups.ItemClasses, EnRule.That(ClassNamesItsList, "The classification of an item does not say of which scheme it is.")),
    ];

    private static void CheckNotNegative(RawNode? price, RawNode line, Report report)
        => report.Unless(Figure.Of(price) >= Figure.Zero, price ?? line, $"The net price of an item is {price}: it has to be a number that is not negative.");

    private static void GrossPriceIsNotNegative(EnDocument invoice, RawNode line, Report report)
    {
        if (invoice.Terms.GrossPrice(line) is { } price)
        {
            report.Unless(Figure.Of(price) >= Figure.Zero, price, $"The gross price of an item is {price}: it has to be a number that is not negative.");
        }
    }

    private static bool ClassNamesItsList(Terms terms, RawNode classification)
        => classification.First(Vocabulary.CiiAggregate, "ClassCode") is not { } code || !string.IsNullOrWhiteSpace(code.Attribute("listID"));
}
