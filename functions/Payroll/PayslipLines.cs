using System.Globalization;
using System.Net;
using System.Text;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>The tables of a payslip: each section a group of rows with its sum.</summary>
internal sealed class PayslipLines(Payslip slip, RulePack pack, PayLabels labels)
{
    /// <summary>Lines of the same name are told apart by their contract, where there are several.</summary>
    private readonly bool hasContracts = slip.Lines.Select(line => line.Contract).OfType<string>().Distinct(StringComparer.Ordinal).Skip(1).Any();

    /// <summary>What is paid and what is withheld.</summary>
    public void AddNet(StringBuilder page) => AddTable(page, "lines", labels.Word("lines"), PayslipSection.Of(slip, PayslipSection.OfNet));

    /// <summary>Benefits, what the employer bears and figures on the way; nothing when there are none.</summary>
    public void AddBeside(StringBuilder page)
    {
        if (PayslipSection.Of(slip, PayslipSection.Beside).ToList() is { Count: > 0 } sections)
        {
            AddTable(page, "lines small", labels.Word("beside"), sections);
        }
    }

    private void AddTable(StringBuilder page, string style, string caption, IEnumerable<PayslipSection> sections)
    {
        page.Append(CultureInfo.InvariantCulture, $"""<table class="{style}"><caption>{Text(caption)}</caption><thead><tr><th scope="col">{Text(labels.Word("description"))}</th>""");
        foreach (var column in (string[])["quantity", "base", "rate", "amount"])
        {
            page.Append(CultureInfo.InvariantCulture, $"""<th scope="col" class="number">{Text(labels.Word(column))}</th>""");
        }

        page.Append("</tr></thead>");
        foreach (var section in sections)
        {
            Add(page, section);
        }

        page.Append("</table>");
    }

    private void Add(StringBuilder page, PayslipSection section)
    {
        page.Append(CultureInfo.InvariantCulture, $"""<tbody><tr class="section"><th scope="rowgroup" colspan="4">{Text(labels.Kinds[section.Kind])}</th>""");
        page.Append(CultureInfo.InvariantCulture, $"""<td class="number">{(section.Kind == PayLineKind.Basis ? "" : Text(Amount(section.Total)))}</td></tr>""");
        foreach (var line in section.Lines)
        {
            Add(page, line);
        }

        page.Append("</tbody>");
    }

    private void Add(StringBuilder page, PayLine line)
    {
        var figures = PrintedFigures.Of(line.Because);
        var rate = figures.Rate is not { } value ? "" : figures.RateIsShare ? labels.Percent(value) : Amount(value);
        var earlier = line.For is { } period ? $" ({labels.Word("correctionOf")} {labels.Month(period)})" : "";
        var contract = hasContracts && line.Contract is { } one ? $" · {one}" : "";
        page.Append(CultureInfo.InvariantCulture, $"""<tr><th scope="row">{Text(labels.Of(line, pack) + contract + earlier)}</th><td class="number">{Text(figures.Quantity is { } quantity ? labels.Number(quantity) : "")}</td>""");
        page.Append(CultureInfo.InvariantCulture, $"""<td class="number">{Text(figures.Base is { } from ? Amount(from) : "")}</td><td class="number">{Text(rate)}</td><td class="number">{Text(Amount(line.Amount))}</td></tr>""");
    }

    private string Amount(decimal amount) => labels.Amount(amount, slip.Currency);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
