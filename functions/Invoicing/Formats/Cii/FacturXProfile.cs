using System.Text.Json.Serialization;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>How much of EN 16931 a Factur-X or ZUGFeRD document has, by the guideline it names.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FacturXProfile>))]
internal enum FacturXProfile
{
    /// <summary>Totals only: below EN 16931, and no invoice for tax purposes.</summary>
    Minimum,

    /// <summary>Without lines: below EN 16931.</summary>
    BasicWithoutLines,

    /// <summary>A part of EN 16931.</summary>
    Basic,
    En16931,

    /// <summary>EN 16931 and more.</summary>
    Extended,

    /// <summary>Germany's CIUS of EN 16931.</summary>
    XRechnung,
    Unknown,
}

/// <summary>The guidelines (BT-24) of the profiles, of both names and all versions since ZUGFeRD 2.0.</summary>
internal static class FacturXProfiles
{
    public static FacturXProfile Of(string? guideline) => guideline switch
    {
        null => FacturXProfile.Unknown,
        "urn:cen.eu:en16931:2017" => FacturXProfile.En16931,
        _ when guideline.Contains("xrechnung", StringComparison.OrdinalIgnoreCase) => FacturXProfile.XRechnung,
        _ when Ends(guideline, "minimum") => FacturXProfile.Minimum,
        _ when Ends(guideline, "basicwl") => FacturXProfile.BasicWithoutLines,
        _ when Ends(guideline, "basic") => FacturXProfile.Basic,
        _ when Ends(guideline, "extended") => FacturXProfile.Extended,
        _ => FacturXProfile.Unknown,
    };

    /// <summary>Whether a document of the profile breaks rules of EN 16931 by design, and so cannot be judged by them.</summary>
    public static bool IsBelowEn16931(FacturXProfile profile) => profile is FacturXProfile.Minimum or FacturXProfile.BasicWithoutLines;

    private static bool Ends(string guideline, string profile)
        => (guideline.Contains("factur-x.eu:", StringComparison.Ordinal) || guideline.Contains("zugferd.de:", StringComparison.Ordinal)) && guideline.EndsWith($":{profile}", StringComparison.Ordinal);
}
