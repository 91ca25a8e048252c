using BackOffice.Notifications;
using BackOffice.TestKit;

namespace BackOffice.Documents;

public sealed class DocumentCrashTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Three_kinds_of_documents_end_the_same_wherever_the_power_fails()
    {
        var points = await CrashHarness.CutEveryWriteAsync(
            Scenario(("invoice.xml", SampleDocuments.Invoice(1)), ("scan.png", SampleDocuments.Scan()), ("cut-off.xml", SampleDocuments.Broken())),
            output.WriteLine);

        Assert.InRange(points, 20, int.MaxValue);
    }

    /// <summary>The long version: twenty documents, two of them the same, cut at every write.</summary>
    [Fact(Explicit = true)]
    public async Task Twenty_documents_end_the_same_wherever_the_power_fails()
        => await CrashHarness.CutEveryWriteAsync(Twenty(), output.WriteLine);

    /// <summary>Sixteen workers: the order is no longer the same, so the cuts are a sample.</summary>
    [Theory(Explicit = true)]
    [InlineData(24)]
    [InlineData(200)]
    public async Task Twenty_documents_and_sixteen_workers_end_the_same_wherever_the_power_fails(int points)
        => await CrashHarness.CutSampleAsync(
            Twenty() with
            {
                Settings =
                [
                    "--AzureFunctionsJobHost:extensions:blobs:maxDegreeOfParallelism=16",
                    "--AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions=16",
                ],
            },
            points,
            Environment.TickCount,
            output.WriteLine);

    private static CrashScenario Twenty() => Scenario(
    [
        .. Enumerable.Range(1, 15).Select(number => ($"invoice-{number:00}.xml", SampleDocuments.Invoice(number))),
        ("again.xml", SampleDocuments.Invoice(7)),
        ("scan.png", SampleDocuments.Scan()),
        ("cut-off.xml", SampleDocuments.Broken()),
        ("empty.xml", []),
        ("wrong.pdf", SampleDocuments.Invoice(100)),
    ]);

    private static CrashScenario Scenario(params (string Name, byte[] Content)[] files) => new()
    {
        App = typeof(DocumentIntakeOrchestrator).Assembly,
        Settings = DocumentsWorld.OneWorker,
        Arrange = account => new DocumentsWorld(account).FoundCompanyAsync(),
        Act = async account =>
        {
            foreach (var (name, content) in files)
            {
                await new DocumentsWorld(account).DropAsync(name, content);
            }
        },
        IsSettled = async (account, _) => await new DocumentsWorld(account).IsSettledAsync(files.Length) && await new NotificationsWorld(account).HaveEndedAsync(files.Length),
        Snapshot = (account, app) => new DocumentsWorld(account).SnapshotAsync(app),
    };
}
