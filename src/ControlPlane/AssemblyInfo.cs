using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Cloud.ControlPlane.Tests")]
[assembly: InternalsVisibleTo("Cloud.Simulation.Tests")]
