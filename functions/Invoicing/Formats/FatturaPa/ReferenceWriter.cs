using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Writes what an invoice refers to: 2.1.2 to 2.1.6 and 2.1.8. A term of EN 16931 that no Italian reference says is one more.</summary>
internal static class ReferenceWriter
{
    public static void Write(FatturaPaElements file, Invoice invoice)
    {
        var references = All(invoice);
        foreach (var (element, kind) in ReferenceReader.Kinds)
        {
            foreach (var reference in references.Where(reference => reference.Kind == kind))
            {
                file.Group(element, () => Reference(file, reference));
            }
        }
    }

    public static void TransportDocuments(FatturaPaElements file, Invoice invoice)
    {
        foreach (var document in invoice.Italy?.TransportDocuments ?? [])
        {
            file.Group("DatiDDT", () =>
            {
                file.Required("NumeroDDT", document.Number, TextForm.Basic(20));
                file.RequiredDate("DataDDT", document.Date);
                Lines(file, document.Lines);
            });
        }
    }

    private static List<ItalianReference> All(Invoice invoice)
    {
        List<ItalianReference> references = [.. invoice.Italy?.References ?? []];
        var there = references.Select(reference => (reference.Kind, reference.Number)).ToHashSet();
        references.AddRange(Terms(invoice).Where(reference => !string.IsNullOrWhiteSpace(reference.Number) && there.Add((reference.Kind, reference.Number))));
        Attach(references, invoice.References.Project, reference => reference.Cup, (reference, code) => reference with { Cup = code });
        Attach(references, invoice.References.Tender, reference => reference.Cig, (reference, code) => reference with { Cig = code });
        return references;
    }

    private static IEnumerable<ItalianReference> Terms(Invoice invoice) =>
    [
        new() { Kind = ItalianReferenceKind.Order, Number = invoice.References.PurchaseOrder },
        new() { Kind = ItalianReferenceKind.Contract, Number = invoice.References.Contract },
        new() { Kind = ItalianReferenceKind.Receipt, Number = invoice.References.ReceivingAdvice },
        .. invoice.Preceding.Select(preceding => new ItalianReference { Kind = ItalianReferenceKind.Invoice, Number = preceding.Number, Date = preceding.IssueDate }),
    ];

    /// <summary>A code of the whole invoice stands with its order or contract; where there is none, there is no place for it.</summary>
    private static void Attach(List<ItalianReference> references, string? code, Func<ItalianReference, string?> get, Func<ItalianReference, string, ItalianReference> set)
    {
        if (code is null || code.Length > 15 || references.Exists(reference => get(reference) == code))
        {
            return;
        }

        var place = references.FindIndex(reference => reference.Kind is ItalianReferenceKind.Order or ItalianReferenceKind.Contract && get(reference) is null);
        if (place >= 0)
        {
            references[place] = set(references[place], code);
        }
    }

    private static void Reference(FatturaPaElements file, ItalianReference reference)
    {
        Lines(file, reference.Lines);
        file.Required("IdDocumento", reference.Number, TextForm.Basic(20));
        file.Date("Data", reference.Date);
        file.Text("NumItem", reference.Item, TextForm.Basic(20));
        file.Text("CodiceCommessaConvenzione", reference.Agreement, TextForm.Latin(100));
        file.Text("CodiceCUP", reference.Cup, TextForm.Basic(15));
        file.Text("CodiceCIG", reference.Cig, TextForm.Basic(15));
    }

    private static void Lines(FatturaPaElements file, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            file.Required("RiferimentoNumeroLinea", line, LineNumbers.Form);
        }
    }
}
