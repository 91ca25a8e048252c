using System.Diagnostics;
using System.Globalization;
using System.Xml;
using BackOffice.Payments.Domain;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Payments;

/// <summary>A hundred thousand salaries in one order: a long run, with its figures printed.</summary>
public sealed class PaymentScaleTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Parts = 200;
    private const int PartSize = 500;

    [Fact(Explicit = true)]
    public async Task A_hundred_thousand_salaries_are_one_order()
    {
        var owner = new CountingOwner();
        await using var app = await PaymentsApp.StartAsync(services => services.AddPayments().AddSingleton<IPayableOwner>(owner));
        await app.OpenAsync("large");
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Parts), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (part, _) => await app.AddAsync("large", part + 1, PaymentsApp.Salaries((part * PartSize) + 1, PartSize)));
        var added = Stopwatch.GetElapsedTime(started);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var peak = new PeakMemory();
        started = Stopwatch.GetTimestamp();
        var order = await app.SealAsync("large", Parts);
        var built = Stopwatch.GetElapsedTime(started);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{order.Count} lines: added in {added.TotalSeconds:0.0} s, sealed in {built.TotalSeconds:0.0} s, {app.Writes} writes, at most {(peak.Most - before) / 1024 / 1024} MB more while sealing"));

        await app.PostAsync("large/export", PaymentsApp.Petra);
        started = Stopwatch.GetTimestamp();
        var settled = await app.ImportAsync(BankMessages.Batch("large", order.Sum.Amount));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"settled as one sum in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
        using var xml = XmlReader.Create(new MemoryStream((await app.FileAsync("large")).Bytes));
        var lines = 0;
        while (xml.Read())
        {
            lines += xml is { NodeType: XmlNodeType.Element, LocalName: "CdtTrfTxInf" } ? 1 : 0;
        }

        Assert.Equal(Parts * PartSize, owner.Heard);
        Assert.Equal(settled.Json.GetProperty("paid").GetInt32() > 0 ? 1 : 0, owner.Recorded); // one movement, however many parts
        Assert.Equal((Parts * PartSize, Parts * PartSize), (lines, settled.Json.GetProperty("paid").GetInt32()));
        Assert.Equal(PaymentOrderState.Settled, (await app.Orders.FindAsync(PaymentsApp.Order("large"), CancellationToken.None))!.State);
    }

    /// <summary>Counts the debts it hears of.</summary>
    private sealed class CountingOwner : IPayableOwner
    {
        public string Kind => "salary";

        public int Heard { get; private set; }

        public Task HearAsync(PayableNews news, CancellationToken cancellationToken)
        {
            Heard += news.Payables.Count;
            return Task.CompletedTask;
        }

        public int Recorded { get; private set; }

        public Task<bool> RecordAsync(PaymentMovement movement, CancellationToken cancellationToken)
        {
            Recorded++;
            return Task.FromResult(true);
        }
    }

    /// <summary>Looks at the managed heap every few milliseconds.</summary>
    private sealed class PeakMemory : IDisposable
    {
        private readonly Timer timer;
        private long most;

        public PeakMemory() => timer = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), state: null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));

        public long Most => Volatile.Read(ref most);

        public void Dispose() => timer.Dispose();
    }
}
