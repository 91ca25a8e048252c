using System.Globalization;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules;

/// <summary>Findings about what came before any rule: a document that was not read, a schema that it does not meet.</summary>
internal static class FormFindings
{
    public const string Schema = "XSD";

    /// <summary>Why a document was not read.</summary>
    public static Finding Of(RawReading refused) => new(RuleOf(refused.Refusal), Severity.Fatal, "/", "", refused.Why);

    /// <summary>Why no invoice was taken from a PDF.</summary>
    public static Finding OfPdf(string why) => new("PDF", Severity.Fatal, "/", "", why);

    /// <summary>What a schema finds fault with.</summary>
    public static IEnumerable<Finding> Of(IEnumerable<SchemaFault> faults)
        => faults.Select(fault => new Finding(Schema, Severity.Fatal, string.Create(CultureInfo.InvariantCulture, $"line {fault.Line}"), "", fault.Message));

    private static string RuleOf(RawRefusal? refusal) => refusal switch
    {
        RawRefusal.BrokenEnvelope => "CMS",
        RawRefusal.TooLarge => "SIZE",
        RawRefusal.TooDeep => "DEPTH",
        RawRefusal.NotXml => "XML",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "The document was read."),
    };
}
