using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using BackOffice.Notifications;
using BackOffice.Notifications.Domain;
using Microsoft.Extensions.Options;

namespace BackOffice.Tests.Notifications;

/// <summary>What leaves the house, held against the standards it follows.</summary>
public sealed partial class ChannelFormTests
{
    private static readonly DateTimeOffset When = new(2026, 11, 21, 20, 5, 9, TimeSpan.FromHours(1));

    /// <summary>The example of the Standard Webhooks specification's own libraries.</summary>
    [Fact]
    public void A_webhook_is_signed_as_the_standard_says()
        => Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Sign(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1_614_265_330), """{"test": 2432232314}"""));

    [Fact]
    public void While_a_secret_is_replaced_both_sign()
        => Assert.Equal(2, WebhookSignature.Sign(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"], "id", When, "{}").Split(' ').Distinct(StringComparer.Ordinal).Count());

    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whsec_c2hvcnQ=", false)]
    [InlineData("whsec_not base64!", false)]
    [InlineData("", false)]
    public void A_secret_is_random_and_long_enough(string secret, bool isGood)
        => Assert.Equal(isGood, WebhookSignature.ProblemWith(secret) is null);

    [Theory]
    [InlineData("Protocollo 7 annullato", "Dear Łukasz")]
    [InlineData("Rejestr: dokument został zarejestrowany pod numerem ACME-2026-PROT-0000007 i skierowany do działu zakupów", "ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż\nżółw")]
    [InlineData("Documentul a fost înregistrat și repartizat către supplier-invoices, așteaptă o decizie în această săptămână", "șțăâî ȘȚĂÂÎ")]
    [InlineData("=?utf-8?B?bm90IGVuY29kZWQ=?=", "x")]
    [InlineData("🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾🧾", "🧾")]
    public void A_mail_says_what_it_was_given_in_lines_of_ASCII(string subject, string body)
    {
        var bytes = MailText.Write(new Mail("abc", "no-reply@acme.example", "ana@acme.example", new RenderedText(subject, body)) { Language = "pl" }, When);
        var text = Encoding.ASCII.GetString(bytes);
        var parts = text.Split("\r\n\r\n", 2);
        var headers = parts[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);

        Assert.Equal(bytes.Length, text.Length);
        Assert.DoesNotContain('?', text.Replace("=?", "", StringComparison.Ordinal).Replace("?B?", "", StringComparison.Ordinal).Replace("?=", "", StringComparison.Ordinal));
        Assert.All(text.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.Equal(text.Count(letter => letter == '\n'), text.Split("\r\n").Length - 1);
        Assert.Equal(subject, Decoded(headers["Subject"]));
        Assert.Equal(body.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(Convert.FromBase64String(parts[1])));
        Assert.Equal("<abc@acme.example>", headers["Message-ID"]);
        Assert.Equal("auto-generated", headers["Auto-Submitted"]);
        Assert.Equal("Sat, 21 Nov 2026 19:05:09 +0000", headers["Date"]);
        Assert.Equal("text/plain; charset=utf-8", headers["Content-Type"]);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)] // the metadata of the cloud
    [InlineData("168.63.129.16", false)] // its wire server
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    public void Only_public_addresses_are_public(string address, bool isPublic)
        => Assert.Equal(isPublic, WebhookGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://acme.example/hook", false, true)]
    [InlineData("http://acme.example/hook", false, false)]
    [InlineData("http://acme.example/hook", true, false)]
    [InlineData("http://localhost:9/hook", false, false)]
    [InlineData("http://localhost:9/hook", true, true)]
    [InlineData("https://user:secret@acme.example/", true, false)]
    [InlineData("ftp://acme.example/", true, false)]
    [InlineData("/hook", true, false)]
    public void A_webhook_is_https_or_on_this_machine_where_that_is_allowed(string endpoint, bool allowed, bool isGood)
        => Assert.Equal(isGood, new WebhookGuard(Options.Create(new NotificationsOptions { AllowPrivateWebhooks = allowed })).ProblemWith(endpoint) is null);

    private static string Decoded(string header)
        => EncodedWord().IsMatch(header) ? string.Concat(EncodedWord().Matches(header).Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups["text"].Value)))) : header;

    [GeneratedRegex(@"=\?utf-8\?B\?(?<text>[^?]+)\?=", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex EncodedWord();
}
