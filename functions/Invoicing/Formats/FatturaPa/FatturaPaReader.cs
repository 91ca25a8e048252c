using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads a FatturaPA file: the header that its invoices share, once, and each body.</summary>
internal static class FatturaPaReader
{
    /// <summary>Why a signature is not carried.</summary>
    public const string AboutSignatures = "A signature holds for the very bytes it was made over.";

    private const string Header = "FatturaElettronicaHeader";
    private const string Body = "FatturaElettronicaBody";

    public static IReadOnlyList<InvoiceReading> Read(RawNode root)
    {
        var isSimplified = root.Vocabulary == Vocabulary.FatturaPaSimplified;
        var reading = new FatturaPaNodeReading();
        var shared = HeaderReader.Read(reading, root, Child(root, Header));
        List<InvoiceReading> invoices = [];
        foreach (var body in root.All(Vocabulary.None, Body))
        {
            var ofBody = new FatturaPaNodeReading();
            var invoice = isSimplified ? SimplifiedReader.Read(ofBody, body, shared) : ReadBody(ofBody, body, shared);
            // What the header loses is told once, with the first invoice of a lot.
            IReadOnlyList<LostTerm> lost = invoices.Count == 0 ? [.. NotCarried(reading, root), .. ofBody.NotTaken(body)] : ofBody.NotTaken(body);
            invoices.Add(new InvoiceReading(invoice with { Italy = OrNull(invoice.Italy!, new()) }, lost));
        }

        return invoices;
    }

    private static Invoice ReadBody(FatturaPaNodeReading reading, RawNode body, Invoice shared)
    {
        var invoice = LineReader.Read(reading, body, GeneralReader.Read(reading, body, shared));
        invoice = PaymentReader.Read(reading, body, invoice);
        return invoice with { Attachments = AttachmentReader.Read(reading, body), Italy = invoice.Italy! with { Vehicle = Vehicle(reading, Child(body, "DatiVeicoli")) } };
    }

    private static ItalianVehicle? Vehicle(FatturaPaNodeReading reading, RawNode? vehicle)
        => OrNull(new ItalianVehicle(reading.Date(vehicle, "Data"), reading.Text(vehicle, "TotalePercorso")), new(FirstRegistered: null, Distance: null));

    /// <summary>What is lost of all but the bodies.</summary>
    private static List<LostTerm> NotCarried(FatturaPaNodeReading reading, RawNode root)
    {
        List<LostTerm> lost = [.. root.Attributes.Where(attribute => !IsKept(root, attribute)).Select(attribute => new LostTerm($"{root.Path()}/@{attribute.Name}", attribute.Value))];
        for (var part = root.FirstChild; part is not null; part = part.NextSibling)
        {
            if (part.Is(Vocabulary.Other, "Signature"))
            {
                lost.Add(new LostTerm(part.Path(), AboutSignatures));
            }
            else if (!part.Is(Vocabulary.None, Body))
            {
                lost.AddRange(reading.NotTaken(part));
            }
        }

        return lost;
    }

    /// <summary>The version says what FormatoTrasmissione says; where a schema lies is no part of an invoice.</summary>
    private static bool IsKept(RawNode root, RawAttribute attribute)
        => attribute.Name == "schemaLocation" || (attribute.Name == "SistemaEmittente" && root.Vocabulary == Vocabulary.FatturaPa)
            || (attribute.Name == "versione" && attribute.Value == TransmissionReader.FormatOf(root, Child(root, Header)));
}
