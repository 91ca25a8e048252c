using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>The month, played: found the company, drop its documents, decide what waits for a person, sweep, account for everything, close the month before, pay people, and ask about invoices.</summary>
internal sealed class SampleMonth(SampleCompany company, IAnsiConsole console, bool keep)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A sweep is one a minute: asked for again, it is the next minute's.</summary>
    private static readonly TimeSpan SweepPatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan AskForSweepAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>False when anything did not come out as it must; the lines in between say what.</summary>
    public async Task<bool> PlayAsync(CancellationToken cancellationToken)
    {
        console.WriteLine($"Acme S.r.l., October 2026: company {company.Tenant}, user {SampleCompany.User}, app {company.App.Address}");
        await company.FoundAsync(cancellationToken);
        var mails = new SampleMails(company, console);
        await mails.AddRecipientsAsync(cancellationToken);

        var files = SampleFiles.October;
        await new DropProgress(console, files.Count).ShowAsync(tell => DropAllAsync(files, tell, cancellationToken));
        await DecideAsync(cancellationToken);
        var sweep = await SweepAsync(cancellationToken);

        var documents = await LookAtEachAsync(cancellationToken);
        bool[] asExpected =
        [
            MonthReport.Print(console, files, documents),
            await new MonthProof(company, console).PrintAsync(documents, sweep, cancellationToken),
            await new SampleMonthEnd(company, console).PlayAsync(cancellationToken),
            await new SamplePayroll(company, console, keep).PlayAsync(cancellationToken),
            await mails.PrintAsync(cancellationToken),
            await new SampleInvoices(company, console).PlayAsync(cancellationToken),
        ];
        return asExpected.All(part => part);
    }

    private async Task DropAllAsync(IReadOnlyList<SampleFile> files, Action<int, int> tell, CancellationToken cancellationToken)
    {
        // The duplicate goes last, so that it is clear which of the two is the first.
        var (dropped, settled) = (0, 0);
        foreach (var file in files.OrderBy(file => file.Expected.IsDuplicate))
        {
            if (file.Expected.IsDuplicate)
            {
                await WaitAsync(documents => Told(documents) >= dropped, cancellationToken);
            }

            await company.DropAsync(file, cancellationToken);
            dropped++;
            tell(dropped, settled);
        }

        await WaitAsync(documents => Told(documents) >= files.Count, cancellationToken);

        int Told(IReadOnlyList<DocumentState> documents)
        {
            settled = documents.Count(document => document.IsSettled);
            tell(dropped, settled);
            return settled;
        }
    }

    /// <summary>A person reads the scan, releases what is an order after all, and annuls an order that was not for Acme.</summary>
    private async Task DecideAsync(CancellationToken cancellationToken)
    {
        var documents = await company.ListAsync(cancellationToken);
        await company.DecideAsync(
            Find(SampleFiles.Scan),
            "resume",
            new
            {
                destination = "supplier-invoices",
                reason = "Fuel bill, read from the scan",
                header = new { number = "B-20931", issueDate = "2026-10-28", seller = new { name = "Carburanti Valpolicella" }, currency = "EUR", grossAmount = 73.20m },
            },
            cancellationToken);
        await company.DecideAsync(
            Find(SampleFiles.WronglyNamed),
            "release",
            new { destination = "orders", reason = "An order under a wrong name", header = new { number = "PO-7716", issueDate = "2026-10-21", seller = new { name = "Acme S.r.l." }, currency = "EUR" } },
            cancellationToken);
        await company.DecideAsync(Find(SampleFiles.NotOurOrder), "annul", new { reason = "Ordered from another company" }, cancellationToken);
        await WaitAsync(all => StateOf(all, SampleFiles.Scan) == "Routed" && StateOf(all, SampleFiles.WronglyNamed) == "Routed" && StateOf(all, SampleFiles.NotOurOrder) == "Annulled", cancellationToken);
        console.WriteLine($"Decided: {SampleFiles.Scan} keyed by hand, {SampleFiles.WronglyNamed} released from quarantine, {SampleFiles.NotOurOrder} annulled.");

        DocumentState Find(string name) => documents.FirstOrDefault(document => document.Name == name)
            ?? throw new DemoException($"{name} was dropped and is not on record. The log is {company.App.Log}.");
    }

    private async Task<SweepCounts> SweepAsync(CancellationToken cancellationToken)
    {
        var asked = DateTimeOffset.UtcNow;
        var started = Stopwatch.GetTimestamp();
        for (var next = TimeSpan.Zero; Stopwatch.GetElapsedTime(started) is var waited && waited < SweepPatience;)
        {
            if (waited >= next)
            {
                await company.StartSweepAsync(cancellationToken);
                next = waited + AskForSweepAgain;
            }

            if (await company.LastSweepAsync(cancellationToken) is { } report && report.SweptAt >= asked)
            {
                return report.Result;
            }

            await Task.Delay(LookAgain, cancellationToken);
        }

        throw new DemoException($"The sweep gave no report; the log is {company.App.Log}.");
    }

    /// <summary>Each document as it is once everybody has been told, or when patience ends.</summary>
    private async Task<IReadOnlyList<DocumentState>> LookAtEachAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        List<DocumentState> documents = [];
        foreach (var listed in await company.ListAsync(cancellationToken))
        {
            var document = await company.GetAsync(listed.Id, cancellationToken);
            while (!document.IsNotified && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(LookAgain, cancellationToken);
                document = await company.GetAsync(listed.Id, cancellationToken);
            }

            documents.Add(document);
        }

        return documents;
    }

    private async Task WaitAsync(Func<IReadOnlyList<DocumentState>, bool> isDone, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        IReadOnlyList<DocumentState> documents = [];
        while (Stopwatch.GetElapsedTime(started) < Patience)
        {
            documents = await company.ListAsync(cancellationToken);
            if (isDone(documents))
            {
                return;
            }

            await Task.Delay(LookAgain, cancellationToken);
        }

        var states = string.Join(", ", documents.Select(document => $"{document.Name} {document.State}"));
        throw new DemoException(string.Create(CultureInfo.InvariantCulture, $"After {Patience.TotalSeconds} seconds not all is where it must be: {states}. The log is {company.App.Log}."));
    }

    private static string? StateOf(IReadOnlyList<DocumentState> documents, string name) => documents.FirstOrDefault(document => document.Name == name)?.State;
}
