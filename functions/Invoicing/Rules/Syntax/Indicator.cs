using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>Whether an allowance or charge is a charge, as XML writes truth: true or 1, false or 0. Anything else is neither.</summary>
internal static class Indicator
{
    private static readonly ElementPath InUbl = ElementPath.Of("cbc:ChargeIndicator");
    private static readonly ElementPath InCii = ElementPath.Of("ram:ChargeIndicator/udt:Indicator");

    public static bool? Of(RawNode allowance) => Read((InUbl.First(allowance) ?? InCii.First(allowance))?.Value);

    public static bool? Read(string? text) => text switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };
}
