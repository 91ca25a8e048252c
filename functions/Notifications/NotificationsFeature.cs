using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Notifications;

/// <summary>Telling others what happened, once each.</summary>
internal static class NotificationsFeature
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
        => services.AddSingleton<Outbox>();
}
