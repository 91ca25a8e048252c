using BackOffice.Conventions;

namespace BackOffice.Http;

/// <summary>Files in docs/ that are made from the code. With UPDATE_DOCS=1 the tests that compare them write them.</summary>
internal static class Golden
{
    public static string Read(string name) => File.ReadAllText(PathOf(name));

    public static void AssertIs(string name, string generated)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(PathOf(name), generated);
        }

        Assert.True(File.Exists(PathOf(name)) && Read(name) == generated, HintFor(name));
    }

    /// <summary>How the file is made anew: by the test that compares it, whatever class that is.</summary>
    public static string HintFor(string name)
        => $"docs/{name} is not what the code says. Run: UPDATE_DOCS=1 dotnet run --project tests/BackOffice.Tests -- -class '{TestContext.Current.TestClass?.TestClassName}'; then read the difference.";

    private static string PathOf(string name) => Path.Combine(Repository.Folder("docs"), name);
}
