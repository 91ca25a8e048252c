using BackOffice.LocalRuntime.Hosting;
using BackOffice.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.LocalRuntime.Tests.Hosting;

public sealed class LineFormatterTests
{
    [Fact]
    public void A_line_has_the_level_and_the_category_and_no_event_id()
        => Assert.EndsWith($" info: Broker Two{Environment.NewLine}", Format(LogLevel.Information, "Two", failure: null), StringComparison.Ordinal);

    [Fact]
    public void A_failure_stays_on_one_line()
    {
        var line = Format(LogLevel.Error, "It\nfailed", new InvalidOperationException("first\nsecond"));

        Assert.EndsWith($" fail: Broker It failed System.InvalidOperationException: first second{Environment.NewLine}", line, StringComparison.Ordinal);
    }

    private static string Format(LogLevel level, string message, Exception? failure)
    {
        using var output = new StringWriter();
        var entry = new LogEntry<string>(level, "Broker", new EventId(1_749_712_322, "Started"), message, failure, (state, _) => state);
        new LineFormatter(new FakeTime()).Write(entry, scopeProvider: null, output);
        return output.ToString();
    }
}
