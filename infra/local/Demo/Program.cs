using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using BackOffice.Demo;
using BackOffice.LocalRuntime.Hosting;
using Spectre.Console;

var keep = new Option<bool>("--keep") { Description = "Leave the app and its storage running until Ctrl+C." };
var app = new Option<Uri?>("--app") { Description = "Use an app that is running already, http://localhost:7071 for instance; needs --storage if its storage is not the default emulator.", CustomParser = AddressOf };
var storage = new Option<string>("--storage") { Description = "The connection string of the storage account of --app.", DefaultValueFactory = _ => "UseDevelopmentStorage=true" };
var key = new Option<string>("--key") { Description = "The function key.", DefaultValueFactory = _ => WhereToLook.PublicKey };
var command = new RootCommand("Plays a month of a sample company against the app, through its public surfaces only.") { keep, app, storage, key };
var console = DemoConsole.Create();

command.SetAction(async (parsed, cancellationToken) =>
{
    try
    {
        await using var running = parsed.GetValue(app) is { } address
            ? RunningApp.At(address, parsed.GetValue(storage)!)
            : await RunningApp.StartAsync(cancellationToken);
        using var company = new SampleCompany(running, parsed.GetValue(key)!);
        var isAsExpected = await new SampleMonth(company, console, parsed.GetValue(keep)).PlayAsync(cancellationToken);
        if (running.IsOurs && !parsed.GetValue(keep))
        {
            await running.DisposeAsync();
            WhereToLook.PrintWay(Console.Out);
            return isAsExpected ? 0 : 1;
        }

        WhereToLook.PrintLines(Console.Out, company, parsed.GetValue(key)!);
        return await StayAsync(running, cancellationToken) && isAsExpected ? 0 : 1;
    }
    catch (Exception failure) when (failure is StartupException or DemoException or HttpRequestException or Azure.RequestFailedException)
    {
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]The demo stopped:[/] {failure.Message}");
        return 1;
    }
    catch (OperationCanceledException)
    {
        return 130;
    }
});

return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(45) });

static Uri? AddressOf(ArgumentResult argument)
{
    if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address))
    {
        return address;
    }

    argument.AddError($"'{argument.Tokens[0].Value}' is no address; http://localhost:7071 would be one.");
    return null;
}

// False when an app of ours ended by itself; Ctrl+C is how it should end.
static async Task<bool> StayAsync(RunningApp running, CancellationToken cancellationToken)
{
    if (!running.IsOurs)
    {
        return true;
    }

    Console.WriteLine("Press Ctrl+C to stop.");
    try
    {
        await running.WaitForExitAsync(cancellationToken);
    }
    catch (OperationCanceledException)
    {
        await running.DisposeAsync();
        Console.WriteLine("Stopped.");
        return true;
    }

    // In a terminal Ctrl+C reaches the app as well, and may end it first.
    if (cancellationToken.IsCancellationRequested)
    {
        Console.WriteLine("Stopped.");
        return true;
    }

    Console.WriteLine($"The app ended by itself; its log is {running.Log}.");
    return false;
}
