using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>One line a message on the console, at the levels of host.json.</summary>
internal static class RuntimeLogging
{
    private const string GenericHost = "Microsoft.Extensions.Hosting.Internal.Host";

    public static void Configure(ILoggingBuilder logging, IConfiguration configuration, Intake intake, bool toConsole)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter(GenericHost, level => intake.HasOpened && level >= LogLevel.Warning); // a failed start is told once, without a stack trace
        logging.AddConfiguration(configuration.GetSection($"{HostJson.Section}:logging"));
        if (toConsole)
        {
            logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
            logging.AddConsole(console => console.FormatterName = LineFormatter.FormatterName);
        }
    }
}
