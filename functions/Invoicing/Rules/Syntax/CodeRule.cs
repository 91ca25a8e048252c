using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>Rules that say a code is one of a list. Blanks around it do not count, blanks inside it do.</summary>
internal static class CodeRule
{
    /// <summary>The text of the element is a code.</summary>
    public static ElementRule OfText(string id, string term, string context, CodeList list)
        => new(id, term, context, (element, report) => Check(element, element.Value, list, report));

    /// <summary>The attribute is a code, where the element has it.</summary>
    public static ElementRule OfAttribute(string id, string term, string context, CodeList list)
    {
        var attribute = context[(context.LastIndexOf('@') + 1)..];
        return new(id, term, context, (element, report) => Check(element, Trimmed(element.Attribute(attribute)), list, report));
    }

    /// <summary>The reasons of an allowance are coded by one list, those of a charge by another.</summary>
    public static ElementRule OfReason(string id, string term, string context, bool isCharge, ElementPath reasons)
    {
        var list = isCharge ? CodeLists.ChargeReasons : CodeLists.AllowanceReasons;
        return new(id, term, context, (allowance, report) =>
        {
            foreach (var reason in reasons.IsIn(allowance) && Indicator.Of(allowance) == isCharge ? reasons.All(allowance) : [])
            {
                Check(reason, reason.Value, list, report);
            }
        });
    }

    public static void Check(RawNode element, string code, CodeList list, Report report)
        => report.Unless(list.Has(code), element, $"'{code}' is none of the {list.Title} ({list.Version}).");

    public static string Trimmed(string? code) => code?.Trim(' ', '\t', '\r', '\n') ?? "";
}
