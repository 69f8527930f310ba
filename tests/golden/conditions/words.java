class A { void f() {
 new ProcessBuilder("az", "vmss", "restart", "--instance-ids", "0").start();
 new ProcessBuilder(List.of("az", "vmss", "restart", "--instance-ids", "1")).start();
 new ProcessBuilder(Arrays.asList("az", "vmss", "restart", "--instance-ids", "2")).start();
 Runtime.getRuntime().exec("az vmss restart --instance-ids 3");
 Runtime.getRuntime().exec(new String[]{"az", "vmss", "restart", "--instance-ids", "4"});
 String[] cmd = {"az", "vmss", "restart", "--instance-ids", "5"};
 Runtime.getRuntime().exec(cmd);
}}
