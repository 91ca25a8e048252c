using BackOffice.Conventions;

namespace BackOffice.Scenarios;

/// <summary>Payslips that an accountant can read and check: one file each in it/, ro/ and pl/.</summary>
public sealed class ScenarioTests
{
    private static readonly string Folder = Repository.Folder("tests/BackOffice.Tests/Scenarios");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_comes_out_as_the_accountant_says(string file)
    {
        var differences = ScenarioRun.DifferencesOf(Read(file));

        Assert.True(differences.Count == 0, string.Join("\n   ", differences.Prepend(file)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_says_what_it_covers_and_its_sums_add_up(string file)
    {
        var steps = Read(file);

        Assert.All(steps, step => Assert.NotEmpty(step.Covers));
        Assert.All(steps, step => Assert.True(step.Expect.Count > 0 || step.Problems.Count > 0, $"{file} expects nothing."));
        Assert.All(steps, step => Assert.Equal(Path.GetDirectoryName(file), step.Country.ToLowerInvariant()));
        Assert.Empty(steps.SelectMany(step => step.Expect).Where(figure => figure.Sum is not null).Select(figure => WorkedSum.ProblemWith(figure.Sum!, figure.Amount)).OfType<string>());
    }

    [Theory]
    [InlineData("pl")]
    [InlineData("ro")]
    [InlineData("it")]
    public void A_country_is_told_in_at_least_twenty_scenarios(string country)
        => Assert.True(Files.Count(file => file.Data.StartsWith($"{country}/", StringComparison.Ordinal)) >= 20);

    private static IReadOnlyList<Scenario> Read(string file) => Scenario.Read(File.ReadAllText(Path.Combine(Folder, file)));
}
