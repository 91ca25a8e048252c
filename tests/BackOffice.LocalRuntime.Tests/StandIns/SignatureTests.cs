using System.Reflection;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Tests.StandIns;

/// <summary>What compiles against a stand-in compiles against the real package: same names, same signatures, nothing besides.</summary>
public sealed class SignatureTests
{
    /// <summary>Differences that are right, each with its reason.</summary>
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal);

    private static string Folder
        => Environment.GetEnvironmentVariable("BACKOFFICE_AZURE_API") ?? Path.GetFullPath(Path.Combine(RepositoryRoot(), "..", "shared", "azure-api"));

    [Fact]
    public void Every_public_member_of_a_stand_in_is_in_the_real_package()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"The listings of the real packages are not in {Folder}: set BACKOFFICE_AZURE_API to their folder.");
        var comparer = new SignatureComparer(SignatureListing.ReadFolder(Folder));

        var differences = StandIns().SelectMany(comparer.Compare).ToArray();
        var unexplained = differences.Where(difference => !Allowed.Keys.Any(allowed => difference.StartsWith(allowed, StringComparison.Ordinal))).ToArray();
        var outdated = Allowed.Keys.Where(allowed => !differences.Any(difference => difference.StartsWith(allowed, StringComparison.Ordinal))).ToArray();

        Assert.True(unexplained.Length == 0, $"{unexplained.Length} differences:{Environment.NewLine}{string.Join(Environment.NewLine, unexplained)}");
        Assert.Empty(outdated);
    }

    [Fact]
    public void There_are_stand_ins_to_compare()
        => Assert.Contains(typeof(Azure.Data.Tables.TableClient), StandIns());

    private static Type[] StandIns()
        => [.. typeof(StartupException).Assembly.GetTypes().Where(type => type.IsVisible && IsOfAzure(type.Namespace)).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    private static bool IsOfAzure(string? name)
        => name is not null && (name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("Azure.", StringComparison.Ordinal));

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BackOffice.Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from within the repository.");
        }

        return folder.FullName;
    }
}
