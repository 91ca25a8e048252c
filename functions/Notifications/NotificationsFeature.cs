using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackOffice.Notifications;

/// <summary>Telling others what happened, once each: from the outbox of a feature to a person's mailbox or a system's endpoint.</summary>
internal static class NotificationsFeature
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddOptions<NotificationsOptions>().BindConfiguration("Notifications").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SmtpOptions>().BindConfiguration("Notifications:Smtp").ValidateDataAnnotations().ValidateOnStart();

        // A wrong text ends the start, not the first mail.
        services.AddOptions<Templates.Check>().Validate<Templates>((_, templates) => templates.All.Count > 0, "No templates.").ValidateOnStart();
        return services
            .AddSingleton(StorageNeed.Table(NotificationKeys.Table))
            .AddSingleton(StorageNeed.Table(RecipientDirectory.TableName))
            .AddSingleton(StorageNeed.Container(MailOut.Container))
            .AddSingleton(provider => new OutboxPlaces(provider.GetServices<OutboxPlace>()))
            .AddSingleton(_ => Templates.OfThisApp())
            .AddSingleton<RecipientDirectory>()
            .AddSingleton<Outbox>()
            .AddSingleton<NotificationStore>()
            .AddSingleton<Lines>()
            .AddSingleton<LineClock>()
            .AddSingleton<LinePump>()
            .AddSingleton<MailOut>()
            .AddSingleton<SmtpServer>()
            .AddSingleton<WebhookGuard>()
            .AddSingleton<IDeliveryChannel, MailChannel>()
            .AddSingleton<IDeliveryChannel, WebhookChannel>()
            .AddSingleton(provider => new DeliveryChannels(provider.GetServices<IDeliveryChannel>()))
            .AddSingleton<DeadLetters>()
            .AddSingleton<Dispatcher>()
            .AddSingleton<Delivery>()
            .AddSingleton<Addressees>()
            .AddSingleton<Recipients>()
            .AddSingleton<Erasure>();
    }
}
