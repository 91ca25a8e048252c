using BackOffice.Notifications;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackOffice.Tests.Notifications;

public sealed class NotificationsOptionsTests
{
    [Theory]
    [InlineData("Notifications:WebhookTimeoutSeconds", "121")]
    [InlineData("Notifications:WebhookTimeoutSeconds", "0")]
    [InlineData("Notifications:Smtp:TimeoutSeconds", "600")]
    [InlineData("Notifications:Smtp:TimeoutSeconds", "0")]
    public void A_time_out_that_could_outlast_the_claim_on_a_line_ends_the_start_and_is_named(string setting, string value)
        => Assert.Contains($"{setting} is 1 to 120 seconds.", Assert.Throws<OptionsValidationException>(() => Start(setting, value)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Notifications:WebhookTimeoutSeconds")]
    [InlineData("Notifications:Smtp:TimeoutSeconds")]
    public void Two_minutes_are_allowed(string setting) => Assert.Null(Record.Exception(() => Start(setting, "120")));

    private static void Start(string setting, string value)
    {
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build())
            .AddNotifications()
            .BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }
}
