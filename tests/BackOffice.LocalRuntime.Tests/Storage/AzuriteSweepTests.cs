using System.Diagnostics;
using System.Globalization;
using BackOffice.LocalRuntime.Storage;

namespace BackOffice.LocalRuntime.Tests.Storage;

/// <summary>Now and then Azurite sweeps away what no blob refers to. What some blob refers to must not go with it.</summary>
public sealed class AzuriteSweepTests
{
    /// <summary>As many blobs as asked for, a hundred of each name; says how many a sweep sees, and after how many milliseconds it comes again.</summary>
    private const string Script = """
        import { createRequire } from 'node:module';
        const azurite = createRequire(process.argv[1]);
        const { default: Blobs } = azurite('./blob/persistence/LokiBlobMetadataStore.js');
        const store = new Blobs('', true);
        await store.init();
        for (let n = 0; n < Number(process.argv[2]); n++) {
          store.db.getCollection('$BLOBS_COLLECTION$').insert({ accountName: `a${n % 100}`, containerName: 'c', name: `b${Math.floor(n / 100)}`, snapshot: '', isCommitted: true, properties: {}, persistency: { id: `e${n}` } });
        }
        const seen = new Set();
        const sweep = store.iteratorExtents();
        for (let page = await sweep.next(); !page.done; page = await sweep.next()) {
          page.value.forEach((extent) => seen.add(extent));
        }
        console.log(`${seen.size} ${azurite('./blob/utils/constants.js').DEFAULT_GC_INTERVAL_MS} ${azurite('./queue/utils/constants.js').DEFAULT_GC_INTERVAL_MS}`);
        """;

    [Fact]
    public async Task A_sweep_sees_all_blobs_of_one_name()
        => Assert.Equal("10050 600000 60000", await RunAsync(10_050, parent: null));

    [Fact]
    public async Task What_serves_a_test_run_never_sweeps()
        => Assert.Equal("3 2147483647 2147483647", await RunAsync(3, Environment.ProcessId));

    private static async Task<string> RunAsync(int blobs, int? parent)
    {
        var folder = AzuriteInstallation.FindFolder();
        await AzuriteInstallation.EnsureAsync(folder, _ => { }, CancellationToken.None);
        var start = new ProcessStartInfo("node") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--import", new Uri(Path.Combine(folder, "companion.mjs")).AbsoluteUri, "--input-type=module", "--eval", Script, Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js"), blobs.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AZURITE_PARENT_PID"] = parent?.ToString(CultureInfo.InvariantCulture);
        using var node = Process.Start(start)!;
        var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, node.ExitCode);
        return said.Trim();
    }
}
