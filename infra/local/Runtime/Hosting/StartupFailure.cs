using Microsoft.Extensions.Options;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Ends the process with what the developer has to do, and no stack trace; a test gets the exception instead.</summary>
internal static class StartupFailure
{
    public static T Guard<T>(Func<T> step, RuntimeOptions options)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (Explain(exception) is { } startup)
        {
            throw End(startup, options);
        }
    }

    public static async Task GuardAsync(Func<Task> step, RuntimeOptions options)
    {
        try
        {
            await step();
        }
        catch (Exception exception) when (Explain(exception) is { } startup)
        {
            throw End(startup, options);
        }
    }

    /// <summary>The failure in the developer's words; null when it is a fault of the code and wants its stack trace.</summary>
    private static StartupException? Explain(Exception exception) => exception switch
    {
        StartupException startup => startup,
        OptionsValidationException options => new StartupException(string.Join(Environment.NewLine, options.Failures.Select(failure => $"Setting refused: {failure}")), options),
        AggregateException all when all.InnerExceptions.All(inner => Explain(inner) is not null)
            => new StartupException(string.Join(Environment.NewLine, all.InnerExceptions.Select(inner => Explain(inner)!.Message).Distinct()), all),
        AggregateException { InnerExceptions: [InvalidOperationException { InnerException: InvalidOperationException cause }, ..] }
            => new StartupException($"A service cannot be built: {cause.Message}", exception),
        _ => null,
    };

    private static StartupException End(StartupException startup, RuntimeOptions options)
    {
        if (options.Hooks is null)
        {
            Console.Error.WriteLine($"The function app cannot start.{Environment.NewLine}{startup.Message}");
            Environment.Exit(1);
        }

        return startup;
    }
}
