using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using BackOffice.Notifications.Domain;
using Microsoft.Extensions.Options;

namespace BackOffice.Notifications;

/// <summary>
/// The mail server. One that does not answer is left alone for a minute, so that not every mail waits for its silence. SMTP
/// cannot tell whether a mail whose answer was lost was taken: it is sent again with the same Message-ID.
/// </summary>
internal sealed class SmtpServer(IOptions<NotificationsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly SmtpOptions smtp = options.Value.Smtp;
    private readonly Pace pace = new(options.Value.MailsPerSecond, time);
    private DateTimeOffset restsUntil = DateTimeOffset.MinValue;

    public bool IsConfigured => smtp.Host is { Length: > 0 };

    /// <exception cref="DeliveryException">The server did not take it.</exception>
    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() < restsUntil)
        {
            throw new DeliveryException("the mail server did not answer a moment ago", isPermanent: false);
        }

        await pace.WaitAsync(cancellationToken);
        using var message = Compose(mail);
        using var client = CreateClient();
        try
        {
            // The client's own time-out does not count for asynchronous sending.
            await client.SendMailAsync(message, cancellationToken).WaitAsync(TimeSpan.FromSeconds(smtp.TimeoutSeconds), time, cancellationToken);
        }
        catch (TimeoutException silence)
        {
            client.SendAsyncCancel();
            throw Rested("the mail server does not answer", silence);
        }
        catch (SmtpFailedRecipientException refused) when ((int)refused.StatusCode >= 500)
        {
            throw new DeliveryException($"the mail server refuses the recipient ({(int)refused.StatusCode})", isPermanent: true);
        }
        catch (SmtpException failed) when ((int)failed.StatusCode > 0)
        {
            // What the server says beside its code may name the recipient.
            throw new DeliveryException($"the mail server answers {(int)failed.StatusCode}", isPermanent: false);
        }
        catch (SmtpException unreachable)
        {
            throw Rested("the mail server cannot be reached", unreachable);
        }
    }

    private DeliveryException Rested(string reason, Exception cause)
    {
        restsUntil = time.GetUtcNow() + Rest;
        return new DeliveryException(reason, isPermanent: false, cause);
    }

    private SmtpClient CreateClient() => new(smtp.Host, smtp.Port)
    {
        EnableSsl = smtp.UseTls,
        Credentials = smtp.User is { Length: > 0 } user ? new NetworkCredential(user, smtp.Password) : null,
    };

    private static MailMessage Compose(Mail mail)
    {
        var message = new MailMessage(mail.From, mail.To, mail.Text.Subject, mail.Text.Body)
        {
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64,
        };
        message.Headers.Add("Message-ID", mail.MessageId);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Content-Language", mail.Language);
        return message;
    }
}

/// <summary>Lets so many through a second, evenly.</summary>
internal sealed class Pace(int perSecond, TimeProvider time)
{
    private readonly Lock gate = new();
    private DateTimeOffset next = DateTimeOffset.MinValue;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (perSecond == 0)
        {
            return Task.CompletedTask;
        }

        TimeSpan wait;
        lock (gate)
        {
            var now = time.GetUtcNow();
            wait = next > now ? next - now : TimeSpan.Zero;
            next = now + wait + TimeSpan.FromSeconds(1.0 / perSecond);
        }

        return wait == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, time, cancellationToken);
    }
}
