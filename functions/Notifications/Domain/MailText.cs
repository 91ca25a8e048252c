using System.Globalization;
using System.Text;

namespace BackOffice.Notifications.Domain;

/// <summary>A mail to one person.</summary>
/// <param name="Id">Left of the @ of the Message-ID: the same whenever the same thing is sent again.</param>
/// <param name="From">An address, ASCII.</param>
/// <param name="To">An address, ASCII.</param>
public sealed record Mail(string Id, string From, string To, RenderedText Text)
{
    /// <summary>Of the text, for those who read it aloud or translate it.</summary>
    public required string Language { get; init; }

    public string MessageId => $"<{Id}@{From[(From.LastIndexOf('@') + 1)..]}>";
}

/// <summary>A mail as bytes, RFC 5322 with MIME: for the container, where no library writes to. SMTP has its own.</summary>
public static class MailText
{
    private const int LongestPlainSubject = 60;

    /// <summary>A line with an encoded word has 76 characters at most (RFC 2047): 39 bytes become 52, beside the marks and the header's name.</summary>
    private const int BytesInEncodedWord = 39;

    public static byte[] Write(Mail mail, DateTimeOffset date)
    {
        var body = Encoding.UTF8.GetBytes(mail.Text.Body.ReplaceLineEndings("\r\n"));
        string[] lines =
        [
            $"From: <{mail.From}>",
            $"To: <{mail.To}>",
            $"Subject: {Encoded(mail.Text.Subject)}",
            string.Create(CultureInfo.InvariantCulture, $"Date: {date.UtcDateTime:ddd, dd MMM yyyy HH:mm:ss} +0000"),
            $"Message-ID: {mail.MessageId}",
            "Auto-Submitted: auto-generated",
            $"Content-Language: {mail.Language}",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            Convert.ToBase64String(body, Base64FormattingOptions.InsertLineBreaks),
            "",
        ];
        return Encoding.ASCII.GetBytes(string.Join("\r\n", lines));
    }

    /// <summary>Plain ASCII as it is; anything else in encoded words, never cut within a letter.</summary>
    private static string Encoded(string subject)
    {
        if (subject.Length <= LongestPlainSubject && subject.All(letter => letter is >= ' ' and <= '~') && !subject.Contains("=?", StringComparison.Ordinal))
        {
            return subject;
        }

        var words = new List<StringBuilder> { new() };
        foreach (var letter in subject.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(words[^1].ToString()) + letter.Utf8SequenceLength > BytesInEncodedWord)
            {
                words.Add(new());
            }

            words[^1].Append(letter);
        }

        return string.Join("\r\n ", words.Select(word => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word.ToString()))}?="));
    }
}
