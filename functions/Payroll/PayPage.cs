using System.Net;
using BackOffice.Notifications.Domain;

namespace BackOffice.Payroll;

/// <summary>What payslips and registers look like: ink on white, A4, readable without colours.</summary>
internal static class PayPage
{
    private const string Style = """
        @page{size:A4;margin:12mm;@bottom-right{content:counter(page) " / " counter(pages);font:7pt sans-serif;color:#444}}*{box-sizing:border-box}
        body{font:10pt/1.35 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:#111;background:#fff;max-width:190mm;margin:0 auto;padding:6mm}
        header{border-bottom:2px solid #111;margin-bottom:4mm}h1{font-size:15pt;margin:0}header p{margin:1mm 0 2mm}h2{font-size:9pt;text-transform:uppercase;letter-spacing:.04em;color:#444;margin:0 0 1mm}
        .faces{display:flex;gap:8mm;margin-bottom:4mm}.faces section{flex:1}.faces p{margin:0 0 1.5mm}.name{font-weight:700;font-size:11pt}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:0 3mm;margin:0}dt{color:#444}dd{margin:0;overflow-wrap:anywhere}
        table{width:100%;border-collapse:collapse;margin-bottom:4mm}caption{text-align:left;font-weight:700;padding:1mm 0}
        thead th{border-bottom:1px solid #111;font-weight:600;font-size:8.5pt;text-align:left;padding:.8mm 1mm}
        tbody th{font-weight:400;text-align:left}th,td{padding:.6mm 1mm;vertical-align:top}td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        tr.section th,tr.section td{font-weight:700;background:#eee;border-top:1px solid #999;-webkit-print-color-adjust:exact;print-color-adjust:exact}tbody{break-inside:avoid}
        .lines thead th.number{width:24mm}.small{font-size:9pt}
        .result{display:flex;justify-content:space-between;gap:8mm;border:2px solid #111;padding:3mm 4mm;margin-bottom:4mm;break-inside:avoid}.result dd{text-align:right;font-variant-numeric:tabular-nums}.result p{margin:0;text-align:right}
        @media print{body{max-width:none;padding:0;font-size:8.5pt;line-height:1.2}th,td{padding:.25mm 1mm}thead th{padding:.4mm 1mm}table,.faces,.result{margin-bottom:2.5mm}.small{font-size:8pt}}
        .net{font-size:14pt}.notes ul{margin:0 0 3mm;padding-left:5mm}footer{border-top:1px solid #999;font-size:8pt;color:#444;padding-top:1mm}footer p{margin:0 0 .5mm}
        """;

    /// <summary>A register is wider than a slip.</summary>
    private const string Landscape = "@page{size:A4 landscape;margin:12mm 10mm}body{max-width:none;font-size:8pt;padding:0}table,thead th{font-size:7pt}thead{display:table-header-group}thead th.number{white-space:normal}tr{break-inside:avoid}tbody th{white-space:nowrap}tfoot{display:table-row-group}tfoot td,tfoot th{font-weight:700;border-top:2px solid #111}tfoot th{text-align:left}tbody{break-inside:auto}";

    public const string End = "</main></body></html>";

    public static string Begin(PayLabels labels, string title, bool isWide)
        => $"""<!doctype html><html lang="{Languages.CodeOf(labels.Language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>{WebUtility.HtmlEncode(title)}</title><style>{Style}{(isWide ? Landscape : "")}</style></head><body><main>""";
}
