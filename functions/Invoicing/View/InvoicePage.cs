using BackOffice.Invoicing.Domain;
using BackOffice.Notifications.Domain;

namespace BackOffice.Invoicing.View;

/// <summary>
/// An invoice as a page to print or read: A4, in the reader's language, with every term that the invoice has, without scripts or
/// anything from elsewhere. The same invoice and language give the same page.
/// </summary>
internal static class InvoicePage
{
    private const string Style = """
        @page{size:A4;margin:12mm;@bottom-right{content:counter(page) " / " counter(pages);font:7pt sans-serif;color:#444}}*{box-sizing:border-box}
        body{font:9.5pt/1.35 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:#111;background:#fff;max-width:190mm;margin:0 auto;padding:6mm}
        header{border-bottom:2px solid #111;margin-bottom:4mm}h1{font-size:16pt;margin:0;overflow-wrap:anywhere}header p{margin:1mm 0 2mm}
        h2{font-size:8.5pt;text-transform:uppercase;letter-spacing:.04em;color:#444;margin:0 0 1mm}section{margin-bottom:4mm;break-inside:avoid}
        .side{display:flex;flex-wrap:wrap;gap:0 8mm}.side section{flex:1 1 75mm}.name{font-weight:700;font-size:11pt}section p{margin:0 0 1.5mm;overflow-wrap:anywhere}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:0 3mm;margin:0 0 1mm}dt{color:#444;max-width:50mm}dd{margin:0;overflow-wrap:anywhere}td dl{font-size:8pt}.side dl,td dl{grid-template-columns:fit-content(42%) 1fr}
        table{width:100%;border-collapse:collapse;margin-bottom:4mm}caption{text-align:left;font-weight:700;padding:1mm 0}thead{display:table-header-group}
        th{border-bottom:1px solid #111;font-weight:600;font-size:8.5pt;text-align:left}th,td{padding:.8mm 1mm;vertical-align:top}td{border-bottom:1px solid #ddd;overflow-wrap:anywhere}tr{break-inside:avoid}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.totals{border:2px solid #111;padding:3mm 4mm}.totals dl{grid-template-columns:1fr max-content}.totals dt{max-width:none}
        .totals dd{text-align:right;font-variant-numeric:tabular-nums}.due{font-size:13pt;text-align:right;margin:1mm 0 0}
        footer{border-top:1px solid #999;font-size:8pt;color:#444;padding-top:1mm}footer p{margin:0 0 .5mm}@media print{body{max-width:none;padding:0;font-size:8.5pt}}
        """;

    public static string Render(Invoice invoice, Language language)
    {
        var labels = InvoiceLabels.Of(language);
        var title = $"{labels.Type(invoice.TypeCode)} {invoice.Number}";
        return string.Concat(
        [
            $"""<!doctype html><html lang="{Languages.CodeOf(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>{Html.Text(title)}</title><style>{Style}</style></head><body><main>""",
            $"<header><h1>{Html.Text(title)}</h1><p>{Html.Text(string.Join(" · ", Head(invoice, labels)))}</p></header>",
            new PartyView(labels).Write(invoice),
            References(invoice, labels),
            new LineView(labels, invoice.Currency).Write(invoice),
            new SumView(labels, invoice).Write(),
            new PaymentView(labels).Write(invoice),
            Html.Section(labels.Word("notes"), invoice.Notes.Select(note => $"<p>{Html.Text(note.Subject is null ? note.Text : $"{note.Subject}: {note.Text}")}</p>")),
            Html.Section(labels.Word("attachments"), invoice.Attachments.Select(attachment => Attachment(attachment, labels))),
            NationalView.Write(invoice, labels),
            $"<footer><p>{Html.Text(labels.Word("notice"))}</p>{Html.Facts((labels.Word("specification"), invoice.Specification), (labels.Word("process"), invoice.BusinessProcess))}</footer></main></body></html>",
        ]);
    }

    private static IEnumerable<string> Head(Invoice invoice, InvoiceLabels labels)
        => [.. invoice.IssueDate is { } day ? [$"{labels.Word("issueDate")} {labels.Day(day)}"] : Array.Empty<string>(), .. invoice.DueDate is { } due ? [$"{labels.Word("dueDate")} {labels.Day(due)}"] : Array.Empty<string>(), invoice.Currency];

    private static string References(Invoice invoice, InvoiceLabels labels)
    {
        var references = invoice.References;
        return Html.Section(labels.Word("references"), Html.Facts(
        [
            (labels.Word("buyerReference"), references.Buyer),
            (labels.Word("project"), references.Project),
            (labels.Word("contract"), references.Contract),
            (labels.Word("purchaseOrder"), references.PurchaseOrder),
            (labels.Word("salesOrder"), references.SalesOrder),
            (labels.Word("receivingAdvice"), references.ReceivingAdvice),
            (labels.Word("despatchAdvice"), references.DespatchAdvice),
            (labels.Word("tender"), references.Tender),
            (labels.Word("invoicedObject"), PartyView.Id(references.InvoicedObject)),
            (labels.Word("buyerAccounting"), references.BuyerAccounting),
            .. invoice.Preceding.Select(preceding => (labels.Word("preceding"), (string?)$"{preceding.Number} {labels.Day(preceding.IssueDate)}".TrimEnd())),
            (labels.Word("taxPointDate"), labels.Day(invoice.TaxPointDate)),
            (labels.Word("taxPointCode"), invoice.TaxPointCode is { } code ? InvoiceLabels.Coded(code, labels.TaxPoints) : null),
        ]));
    }

    /// <summary>The file itself is not shown, and an address is no link: both come from a stranger.</summary>
    private static string Attachment(InvoiceAttachment attachment, InvoiceLabels labels) => Html.Facts(
        (labels.Word("number"), attachment.Reference),
        (labels.Word("description"), attachment.Description),
        (labels.Word("location"), attachment.Location),
        (labels.Word("file"), $"{attachment.FileName} {attachment.MimeType}".Trim()));
}
