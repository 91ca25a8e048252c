using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>KodFormularza and WariantFormularza: which structure a document is of.</summary>
internal static class KsefForm
{
    private const string Structure = "FA (3)";

    public static KsefMap<Invoice> Head { get; } = new KsefMap<Invoice>().Add(new(Read, Write));

    private static Invoice Read(RawNode head, Invoice invoice, NodeReading reading)
    {
        var form = head.Element("KodFormularza");
        if (form is { Value: "FA" } && reading.Attribute(form, "kodSystemowy") is { Length: > 0 } structure)
        {
            reading.Ignore(form, "wersjaSchemy");
            reading.Ignore(head.Element("WariantFormularza"));
            return invoice with { Specification = structure };
        }

        return invoice;
    }

    private static void Write(Invoice invoice, KsefSink sink)
    {
        sink.Open("KodFormularza");
        sink.Attribute("kodSystemowy", Structure);
        sink.Attribute("wersjaSchemy", "1-0E");
        sink.Text("FA");
        sink.Close();
        sink.Write("WariantFormularza", "3");
    }
}
