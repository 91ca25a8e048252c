using BackOffice.Notifications.Domain;
using Microsoft.Extensions.Options;

namespace BackOffice.Notifications;

/// <summary>Mails: to the mail server where there is one, otherwise into the container mail-out.</summary>
internal sealed class MailChannel(MailOut mailOut, SmtpServer smtp, IOptions<NotificationsOptions> options) : IDeliveryChannel
{
    public Channel Kind => Channel.Email;

    public Task SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        var text = parcel.Text ?? throw new InvalidOperationException("A mail has a text.");
        var mail = new Mail(parcel.Id, options.Value.From, parcel.To.Email!, text) { Language = Languages.CodeOf(parcel.Language) };
        return smtp.IsConfigured
            ? smtp.SendAsync(mail, cancellationToken)
            : mailOut.KeepAsync(parcel.Tenant, parcel.To.RowKey, mail, cancellationToken);
    }
}
