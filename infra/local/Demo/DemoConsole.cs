using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>Colours and bars for a terminal, plain text for a file or a pipe.</summary>
internal static class DemoConsole
{
    /// <summary>A table narrower than this breaks every word; a pipe has no width of its own.</summary>
    private const int LeastWidth = 150;

    public static IAnsiConsole Create()
    {
        var console = Console.IsOutputRedirected
            ? AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No })
            : AnsiConsole.Console;
        console.Profile.Width = Console.IsOutputRedirected ? LeastWidth : Math.Max(console.Profile.Width, LeastWidth);
        return console;
    }
}
