using System.Globalization;
using Spectre.Console;

namespace BackOffice.Demo;

/// <summary>How far the drop is: two bars in a terminal, a line a step where the output is a file or a pipe.</summary>
internal sealed class DropProgress(IAnsiConsole console, int files)
{
    /// <param name="work">Is given what to call with the files dropped and the documents settled so far.</param>
    public Task ShowAsync(Func<Action<int, int>, Task> work) => console.Profile.Capabilities.Interactive ? ShowBarsAsync(work) : work(Lines());

    private Task ShowBarsAsync(Func<Action<int, int>, Task> work)
        => console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(async progress =>
        {
            var drop = progress.AddTask("Dropped", maxValue: files);
            var settle = progress.AddTask("Settled", maxValue: files);
            await work((dropped, settled) => (drop.Value, settle.Value) = (dropped, settled));
        });

    private Action<int, int> Lines()
    {
        var last = (Dropped: 0, Settled: 0);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Dropping {files} files."));
        return (dropped, settled) =>
        {
            if (dropped != last.Dropped && (dropped == files || settled != last.Settled))
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Dropped {dropped}/{files}"));
                last.Dropped = dropped;
            }

            if (settled != last.Settled)
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Settled {settled}/{files}"));
                last.Settled = settled;
            }
        };
    }
}
