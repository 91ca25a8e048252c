using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>Who is told by mail, in their language; without a mail server the mails lie in a container.</summary>
internal sealed partial class SampleMails(SampleCompany company, IAnsiConsole console)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private static readonly string[] ByMail = ["email"];

    /// <summary>Queues of people, people by what they do, somebody who is paid, and the one who asks.</summary>
    private readonly (string Id, string Email, string Language)[] recipients =
    [
        ("supplier-invoices", "fornitori@acme.example", "it"),
        ("document-exceptions", "protocollo@acme.example", "it"),
        ("month-end-close", "ksiegowosc@acme.example", "pl"),
        ("role-approver", "aprobari@acme.example", "ro"),
        ("role-preparer", "paghe@acme.example", "it"),
        ("role-payer", "platnosci@acme.example", "pl"),
        ("giulia-bianchi", "giulia.bianchi@acme.example", "it"),
        (company.PersonId(SampleCompany.User), "demo@acme.example", "en"),
    ];

    /// <summary>Before the first notification.</summary>
    public async Task AddRecipientsAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, email, language) in recipients)
        {
            await company.SendAsync(HttpMethod.Put, $"/recipients/{Uri.EscapeDataString(id)}", new { channels = ByMail, email, language }, cancellationToken);
        }
    }

    /// <returns>Whether everybody got mail, and no mail twice.</returns>
    public async Task<bool> PrintAsync(CancellationToken cancellationToken)
    {
        var mails = await ReadAsync(cancellationToken);
        var table = new Table().AddColumns("Mail to", "Mails", "Subject of the latest");
        foreach (var (_, email, _) in recipients)
        {
            var theirs = mails.Where(mail => Header(mail, "To").Contains(email, StringComparison.Ordinal)).OrderBy(mail => DateTimeOffset.Parse(Header(mail, "Date"), CultureInfo.InvariantCulture)).ToList();
            table.AddRow(new Text(email), new Text(theirs.Count.ToString(CultureInfo.InvariantCulture)), new Text(theirs is [.., var latest] ? Decoded(Header(latest, "Subject")) : "-"));
        }

        console.Write(table);
        var silent = recipients.Where(recipient => !mails.Any(mail => Header(mail, "To").Contains(recipient.Email, StringComparison.Ordinal))).Select(recipient => recipient.Id).ToList();
        var twice = mails.Count - mails.Select(mail => Header(mail, "Message-ID")).Distinct(StringComparer.Ordinal).Count();
        silent.ForEach(id => console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]wrong: {id} got no mail[/]"));
        if (twice > 0)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]wrong: {twice} mails came twice[/]");
        }

        return silent.Count == 0 && twice == 0;
    }

    /// <summary>All mails once everybody has one, or when patience ends.</summary>
    private async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken)
    {
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(LookAgain, cancellationToken))
        {
            var mails = await company.MailsAsync(cancellationToken);
            if (Stopwatch.GetElapsedTime(started) > Patience || recipients.All(recipient => mails.Any(mail => Header(mail, "To").Contains(recipient.Email, StringComparison.Ordinal))))
            {
                return mails;
            }
        }
    }

    /// <summary>A header, unfolded; empty when the mail has none of that name.</summary>
    private static string Header(string mail, string name)
    {
        var head = mail.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal);
        return head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) is { } line ? line[(name.Length + 1)..].Trim() : "";
    }

    /// <summary>A subject in letters beyond ASCII travels as base64 of UTF-8, in words with spaces between that do not count.</summary>
    private static string Decoded(string subject)
        => EncodedWord().Replace(BetweenWords().Replace(subject, "?==?"), word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups["text"].Value)));

    [GeneratedRegex(@"=\?utf-8\?B\?(?<text>[A-Za-z0-9+/=]*)\?=", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?=\s+=\?", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex BetweenWords();
}
