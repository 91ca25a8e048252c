using System.Globalization;
using System.Net;
using System.Text;
using BackOffice.Notifications.Domain;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>
/// A payslip as a page to print or read: A4, in the person's language, without scripts or anything from elsewhere, with tables that
/// a screen reader can follow.
/// </summary>
internal static class PayslipPage
{
    /// <summary>The same slip, face and pack give the same page.</summary>
    /// <param name="slip">Approved: nothing marks a draft.</param>
    /// <param name="face">Whose it is.</param>
    /// <param name="pack">The rules it was calculated by.</param>
    /// <param name="language">Of the reader.</param>
    public static string Render(Payslip slip, PayslipFace face, RulePack pack, Language language) => Render(slip, face, pack, PayLabels.Of(language));

    /// <param name="slip">Approved: nothing marks a draft.</param>
    /// <param name="face">Whose it is.</param>
    /// <param name="pack">The rules it was calculated by.</param>
    /// <param name="labels">In the reader's language, with the names of the employer's own elements.</param>
    public static string Render(Payslip slip, PayslipFace face, RulePack pack, PayLabels labels)
    {
        var lines = new PayslipLines(slip, pack, labels);
        var title = $"{labels.Word("title")} · {labels.Month(slip.Period)}";
        return PayPage.Around(
            labels,
            title,
            new StringBuilder()
                .Append(CultureInfo.InvariantCulture, $"""<header><h1>{Text(title)}</h1><p>{Text(labels.Runs[slip.Kind])} · {Text(labels.Word("payDay"))} {Text(labels.Day(face.PayDay))} · {Text(slip.Currency.Code)}</p></header>""")
                .Append(Faces(face, labels))
                .Append(lines.Net())
                .Append(Result(slip, face, labels))
                .Append(lines.Beside())
                .Append(YearToDate(slip, labels))
                .Append(Notes(slip, labels))
                .Append(CultureInfo.InvariantCulture, $"""<footer><p>{Text(labels.Word("notice"))}</p><p>{Text(labels.Word("rules"))}: {Text(slip.Rules)}</p></footer>""")
                .ToString());
    }

    private static string Faces(PayslipFace face, PayLabels labels)
    {
        var employer = Facts(labels.Word("employer"), face.Employer.Name, face.Employer.Address, [(labels.Word("employerTaxId"), face.Employer.TaxId), (labels.Word("socialId"), face.Employer.SocialId)]);
        var person = Facts(labels.Word("person"), face.Name, face.Address,
        [
            (labels.Word("number"), face.Number),
            (labels.Word("taxId"), face.TaxId),
            (labels.Word("role"), face.Role),
            (labels.Word("grade"), face.Grade),
            (labels.Word("hiredOn"), face.HiredOn is { } hired ? labels.Day(hired) : null),
            (labels.Word("leftOn"), face.LeftOn is { } left ? labels.Day(left) : null),
            (labels.Word("hoursDue"), face.Hours is { } hours ? labels.Number(hours.Due) : null),
            (labels.Word("hoursWorked"), face.Hours is { } done ? labels.Number(done.Worked) : null),
            (labels.Word("hoursPaid"), face.Hours is { } paid ? labels.Number(paid.Paid) : null),
        ]);
        return $"""<div class="faces">{employer}{person}</div>""";
    }

    private static string Facts(string title, string name, IReadOnlyList<string> address, IEnumerable<(string Name, string? Value)> facts)
    {
        var page = new StringBuilder($"""<section><h2>{Text(title)}</h2><p class="name">{Text(name)}</p>""");
        if (address.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{string.Join("<br>", address.Select(Text))}</p>");
        }

        page.Append("<dl>");
        foreach (var (fact, value) in facts.Where(fact => !string.IsNullOrEmpty(fact.Value)))
        {
            page.Append(CultureInfo.InvariantCulture, $"<dt>{Text(fact)}</dt><dd>{Text(value!)}</dd>");
        }

        return page.Append("</dl></section>").ToString();
    }

    private static string Result(Payslip slip, PayslipFace face, PayLabels labels)
    {
        string Sum(string word, decimal amount) => $"<dt>{Text(labels.Word(word))}</dt><dd>{Text(labels.Amount(amount, slip.Currency))}</dd>";
        var added = slip.Sum(PayLineKind.Credit) + slip.Sum(PayLineKind.CarriedForward);
        var account = face.Account is { Length: > 0 } number ? $"""<p>{Text(labels.Word("account"))}: {Text(Masked(number))}</p>""" : "";
        return $"""<section class="result"><dl>{Sum("gross", slip.Gross)}{Sum("withheld", -slip.Withheld)}{(added == 0 ? "" : Sum("added", added))}</dl><div><p class="net"><span>{Text(labels.Word("net"))}</span> <strong>{Text(labels.Amount(slip.Net, slip.Currency))}&nbsp;{Text(slip.Currency.Code)}</strong></p>{account}</div></section>""";
    }

    private static string YearToDate(Payslip slip, PayLabels labels)
    {
        var shown = labels.YearToDate.Select(entry => (entry.Value, Amount: slip.Closing.Of(slip.Period.Year, entry.Key)))
            .Concat(labels.Standing.Select(entry => (entry.Value, Amount: slip.Closing.Of(entry.Key))))
            .Where(entry => entry.Amount != 0).ToList();
        if (shown.Count == 0)
        {
            return "";
        }

        var rows = string.Concat(shown.Select(entry => $"""<tr><th scope="row">{Text(entry.Value)}</th><td class="number">{Text(labels.Amount(entry.Amount, slip.Currency))}</td></tr>"""));
        return $"""<table class="small"><caption>{Text(labels.Word("yearToDate"))} {slip.Period.Year.ToString(CultureInfo.InvariantCulture)}</caption><thead><tr><th scope="col">{Text(labels.Word("description"))}</th><th scope="col" class="number">{Text(labels.Word("amount"))}</th></tr></thead><tbody>{rows}</tbody></table>""";
    }

    private static string Notes(Payslip slip, PayLabels labels)
    {
        IReadOnlyList<string> notes =
        [
            .. slip.Lines.Any(line => line is { Kind: PayLineKind.Benefit, Amount: not 0 }) ? [labels.Word("benefitNote")] : Array.Empty<string>(),
            .. slip.Sum(PayLineKind.CarriedForward) > 0 ? [labels.Word("carriedNote")] : Array.Empty<string>(),
            .. slip.Lines.Any(line => line.For is not null) ? [labels.Word("correctionNote")] : Array.Empty<string>(),
        ];
        return notes.Count == 0 ? "" : $"""<section class="notes"><h2>{Text(labels.Word("notes"))}</h2><ul>{string.Concat(notes.Select(note => $"<li>{Text(note)}</li>"))}</ul></section>""";
    }

    /// <summary>The last four characters, enough to know one's own account by.</summary>
    private static string Masked(string account)
    {
        var shown = string.Concat(account.Where(char.IsLetterOrDigit));
        return $"•••• {(shown.Length > 8 ? shown[^4..] : "")}".TrimEnd();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
