using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Messaging;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class NamespaceFileTests
{
    [Fact]
    public void The_file_that_ships_declares_the_notifications_with_duplicate_detection()
    {
        var shipped = NamespaceFile.Load(Path.Combine(AppContext.BaseDirectory, "servicebus.json"));
        var notifications = shipped.Entities.Single(entity => entity.Name == "notifications");
        Assert.True(notifications.IsTopic);
        Assert.Equal(TimeSpan.FromDays(1), notifications.DuplicateWindow);
        Assert.Equal([("email", true), ("webhook", true)], notifications.Sources.Select(source => (source.Subscription, source.RequiresSession)));
    }

    [Fact]
    public void What_is_left_out_takes_the_defaults_of_Service_Bus()
    {
        var queue = Queue("""{ "Name": "q" }""");
        var source = Assert.Single(queue.Sources);
        Assert.Equal((TimeSpan.FromSeconds(30), 10), (source.LockDuration, source.MaxDeliveryCount));
        Assert.Null(queue.DuplicateWindow);
        Assert.Equal(TimeSpan.FromMinutes(10), Queue("""{ "Name": "q", "Properties": { "RequiresDuplicateDetection": true } }""").DuplicateWindow);
    }

    [Theory]
    [InlineData("""{ "Name": "q", "Properties": { "LockDuration": "1 minute" } }""", "q.LockDuration: '1 minute'")]
    [InlineData("""{ "Name": "q", "Properties": { "LockDuration": "PT6M" } }""", "q.LockDuration: PT1S to PT5M")]
    [InlineData("""{ "Name": "q", "Properties": { "DuplicateDetectionHistoryTimeWindow": "P8D" } }""", "PT20S to P7D")]
    [InlineData("""{ "Name": "q", "Properties": { "MaxDeliveryCount": 0 } }""", "q.MaxDeliveryCount: 1 to 2000")]
    [InlineData("""{ "Name": "q", "Properties": { "DefaultMessageTimeToLive": "PT0S" } }""", "q.DefaultMessageTimeToLive: PT1S to ")]
    [InlineData("""{ "Name": "q", "Properties": { "ForwardTo": "r" } }""", "forwarding is not served")]
    [InlineData("""{ "Name": "q", "Properties": { "MaxDeliverycount": 3 } }""", "MaxDeliverycount")]
    [InlineData("""{ "Name": "q", "Subscriptions": [] }""", "a queue has no Subscriptions")]
    [InlineData("""{ "Name": "a queue" }""", "'a queue' is no name")]
    [InlineData("""{ "Name": "q" }, { "Name": "Q" }""", "'q' is declared twice")]
    public void A_wrong_queue_is_named_with_what_is_wrong(string queue, string told)
    {
        var refused = Assert.Throws<StartupException>(() => Queue(queue));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Name": "t", "Properties": { "LockDuration": "PT1M" } }""", "belong to a subscription")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r" } ] } ] }""", "s.r: FilterType is Correlation")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r", "Properties": { "FilterType": "Correlation", "CorrelationFilter": {} } } ] } ] }""", "at least one value")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r", "Properties": { "FilterType": "Sql", "SqlFilter": { "SqlExpression": "a = " } } } ] } ] }""", "'the end' at 5: a property or a value is expected there")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r", "Properties": { "FilterType": "Sql", "SqlFilter": { "SqlExpression": "1=1" }, "Action": { "SqlExpression": "SET a = 1" } } } ] } ] }""", "an Action is not served")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Properties": { "RequiresDuplicateDetection": true } } ] }""", "duplicates are detected by the topic")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s" }, { "Name": "S" } ] }""", "'s' is declared twice")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ {"Name":"1"},{"Name":"2"},{"Name":"3"},{"Name":"4"},{"Name":"5"},{"Name":"6"},{"Name":"7"},{"Name":"8"},{"Name":"9"} ] }""", "more than 8")]
    public void A_wrong_topic_is_named_with_what_is_wrong(string topic, string told)
    {
        var refused = Assert.Throws<StartupException>(() => NamespaceFile.Parse(Text("Topics", topic)));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SB_4_SB_5_Sessions_life_and_rules_are_read()
    {
        var topic = NamespaceFile.Parse(Text("Topics", """
            { "Name": "t", "Properties": { "DefaultMessageTimeToLive": "P1D" }, "Subscriptions": [
              { "Name": "short", "Properties": { "DefaultMessageTimeToLive": "PT1H", "DeadLetteringOnMessageExpiration": true, "RequiresSession": true } },
              { "Name": "long", "Properties": { "DefaultMessageTimeToLive": "P10675199DT2H48M5.4775807S" },
                "Rules": [ { "Name": "r", "Properties": { "FilterType": "Correlation", "CorrelationFilter": { "Label": "paid", "Properties": { "channel": "mail" } } } } ] } ] }
            """)).Entities[0];

        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromDays(1)], topic.Sources.Select(source => source.TimeToLive!.Value)); // the shorter of the two
        Assert.Equal([(true, true), (false, false)], topic.Sources.Select(source => (source.RequiresSession, source.DeadLettersExpired)));
        var rule = Assert.Single(topic.Sources[1].Rules);
        var paid = new BusMessage { Subject = "paid", ApplicationProperties = new Dictionary<string, object> { ["channel"] = "mail" } };
        Assert.True(rule.Matches(paid));
        Assert.False(rule.Matches(paid with { Subject = "Paid" }));
        Assert.False(rule.Matches(new BusMessage { Subject = "paid" }));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{ "UserConfig": { "Namespaces": [] } }""")]
    public void A_file_without_a_namespace_is_refused(string text)
        => Assert.StartsWith("servicebus.json:", Assert.Throws<StartupException>(() => NamespaceFile.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_refused()
        => Assert.Contains("nowhere.json", Assert.Throws<StartupException>(() => NamespaceFile.Load("nowhere.json")).Message, StringComparison.Ordinal);

    private static EntityDeclaration Queue(string queue) => NamespaceFile.Parse(Text("Queues", queue)).Entities[0];

    private static string Text(string kind, string entities)
        => "{ \"UserConfig\": { \"Namespaces\": [ { \"Name\": \"n\", \"" + kind + "\": [ " + entities + " ] } ] } }";
}
